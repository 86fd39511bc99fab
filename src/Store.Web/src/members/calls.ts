import type { GetMemberResult, ListGroupsItem, ListLevelsItem, ListMembersItem } from '../api/client';

export type Member = ListMembersItem;
export type MemberDetail = GetMemberResult;
export type Level = ListLevelsItem;
export type Group = ListGroupsItem;
