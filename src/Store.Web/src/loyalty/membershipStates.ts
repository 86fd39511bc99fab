/** What has become of a paid membership. */
export type MembershipState = 'Running' | 'ToCome' | 'Ended' | 'Upgraded' | 'Refunded';

export const membershipColours = { Running: 'green', ToCome: 'blue', Ended: 'default', Upgraded: 'purple', Refunded: 'red' } as const;
