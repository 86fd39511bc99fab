import type { GetMemberResult, ListConsentsItem, ListGroupsItem, ListLevelsItem, ListMembersItem } from '../api/client';

export type Member = ListMembersItem;
export type MemberDetail = GetMemberResult;
export type Consent = ListConsentsItem;
export type Level = ListLevelsItem;
export type Group = ListGroupsItem;

/** What a card can be. */
export type CardState = 'Active' | 'Blocked' | 'Replaced';
