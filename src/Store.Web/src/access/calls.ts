import type { Grant, ListApiKeysItem, ListAuditEntriesItem, ListRolesItem, ListUsersItem } from '../api/client';

export type User = ListUsersItem;
export type Role = ListRolesItem;
export type RoleGrant = Grant;
export type ApiKey = ListApiKeysItem;
export type AuditEntry = ListAuditEntriesItem;

/** A grant for this store is one for the whole chain. */
export const wholeChain = 0;

/** What a key or role with this may do is everything. */
export const everything = '*';
