import type {
  FeedbackItem, GetMemberPurchasesUsual, GetMemberResult, LevelReviewDue, ListConsentsItem, ListGroupsItem, ListLevelChangesItem, ListLevelsItem, ListMemberAccountsItem, ListMemberSalesItem, ListMembersItem,
  ListQuickRepliesItem, ListSegmentsItem, NoteItem, SegmentConditions, SegmentMember,
} from '../api/client';

export type Member = ListMembersItem;
export type MemberDetail = GetMemberResult;
export type Consent = ListConsentsItem;
export type Level = ListLevelsItem;
export type LevelChange = ListLevelChangesItem;
export type LevelDue = LevelReviewDue;
export type Group = ListGroupsItem;
export type UsualGoods = GetMemberPurchasesUsual;
export type MemberSale = ListMemberSalesItem;
export type Segment = ListSegmentsItem;
export type Conditions = SegmentConditions;
export type Chosen = SegmentMember;
export type Note = NoteItem;
export type Feedback = FeedbackItem;
export type LinkedAccount = ListMemberAccountsItem;
export type Reply = ListQuickRepliesItem;

/** What a card can be. */
export type CardState = 'Active' | 'Blocked' | 'Replaced';

/** Over what a member may be written to. */
export const channels = ['Sms', 'Email', 'Phone', 'App', 'Post'] as const;

/** How one comes to a level. */
export const entries = ['ByHand', 'Spend', 'Growth', 'Paid'] as const;

/** What feedback can be. */
export const feedbackKinds = ['Question', 'Complaint', 'Suggestion', 'Praise', 'Survey'] as const;

/** How feedback goes on. */
export const feedbackStates = ['Open', 'InHand', 'Answered', 'Closed'] as const;

/** How something was said. */
export const noteChannels = ['Visit', 'Phone', 'Message', 'Email', 'Other'] as const;

/** An average score; a dash where nobody has given one. */
export const satisfactionText = (average: number | null): string => (average === null ? '–' : average.toFixed(2));
