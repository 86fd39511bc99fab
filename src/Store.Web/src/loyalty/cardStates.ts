/** What a gift card can be. */
export type CardState = 'Made' | 'Active' | 'Blocked' | 'Expired';

export const cardColours = { Made: '', Active: 'green', Blocked: 'orange', Expired: 'red' } as const;
