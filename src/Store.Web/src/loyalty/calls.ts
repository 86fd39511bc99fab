import type { CouponOccasion, CouponTemplate, ListCouponEffectsItem, ListCouponTemplatesItem, ListIssuedCouponsItem, ListMemberCouponsItem } from '../api/client';

export type CouponKind = ListCouponTemplatesItem;
export type CouponFields = CouponTemplate;
export type CouponEffect = ListCouponEffectsItem;
export type IssuedCoupon = ListIssuedCouponsItem;
export type MemberCoupon = ListMemberCouponsItem;

/** What has become of a coupon. */
export type CouponState = 'Issued' | 'Used' | 'GivenBack' | 'Expired' | 'Withdrawn';

/** Why a coupon was withdrawn. */
export type WithdrawnFor = 'SaleReturned' | 'TopUpReturned' | 'ByHand' | 'MemberErased';

export const couponColours = { Issued: 'green', Used: 'default', GivenBack: 'blue', Expired: 'orange', Withdrawn: 'red' } as const;

export const occasions = ['None', 'MemberRegistered', 'Birthday', 'LevelReached', 'SaleOver', 'Receipt'] as const satisfies readonly CouponOccasion[];
