using Store.Contracts.Loyalty;

namespace Store.Loyalty.Coupons;

/// <summary>Keeps coupons for orders: counted as used from the order on, and entered as a use of the sale that hands its goods over.</summary>
internal static class CouponsOfOrders
{
    internal sealed class Hold(Db db, CouponBook book, TimeProvider clock) : IRequestHandler<HoldCoupons, Done>
    {
        public async Task<Done> Handle(HoldCoupons request, CancellationToken cancellationToken)
        {
            var coupons = await db.Coupons([.. request.Discounts.Keys], request.MemberId, cancellationToken);
            await book.Take(coupons, request.MemberId, DateOnly.FromDateTime(request.LocalTime), cancellationToken);
            await db.Insert("""
                INSERT INTO loyalty.HeldCoupons (OrderId, CouponId, TemplateId, MemberId, DiscountMinor, HeldAt)
                VALUES (@OrderId, @CouponId, @TemplateId, @MemberId, @Discount, @HeldAt)
                """, coupons.Select(coupon => new
            {
                request.OrderId, coupon.CouponId, coupon.TemplateId, request.MemberId, Discount = request.Discounts[coupon.Code].Amount, HeldAt = clock.UtcNow(),
            }).ToList(), cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Use(Db db, Ids ids, CouponSales sales) : IRequestHandler<UseHeldCoupons, Done>
    {
        public async Task<Done> Handle(UseHeldCoupons request, CancellationToken cancellationToken)
        {
            var held = await db.Held(request.OrderId, cancellationToken);
            if (held.Count == 0)
                return Done.It;
            await db.Insert("""
                INSERT INTO loyalty.CouponUses (CouponUseId, CouponId, TemplateId, MemberId, StoreId, SaleId, OfUseId, BusinessDate, OccurredAt, Uses, DiscountMinor, TotalMinor)
                VALUES (@CouponUseId, @CouponId, @TemplateId, @MemberId, @StoreId, @SaleId, NULL, @BusinessDate, @OccurredAt, 1, @Discount, @Total)
                """, held.Select(one => new
            {
                CouponUseId = ids.Next(), one.CouponId, one.TemplateId, one.MemberId, request.StoreId, request.SaleId, request.BusinessDate, request.OccurredAt, one.Discount, request.Total,
            }).ToList(), cancellationToken);
            await sales.Count(request.SaleId, request.Quantity, request.Total, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Release(Db db, CouponBook book) : IRequestHandler<ReleaseHeldCoupons, Done>
    {
        public async Task<Done> Handle(ReleaseHeldCoupons request, CancellationToken cancellationToken)
        {
            foreach (var one in await db.Held(request.OrderId, cancellationToken))
                await book.PutBack(one.CouponId, one.TemplateId, one.MemberId, one.EarnedBy, cancellationToken);
            return Done.It;
        }
    }

    /// <summary>What is held for an order, which lets go of it.</summary>
    private static async Task<IReadOnlyList<HeldCoupon>> Held(this Db db, long orderId, CancellationToken cancellationToken)
    {
        var held = await db.Query<HeldCoupon>("""
            SELECT h.CouponId, h.TemplateId, h.MemberId, c.SaleId AS EarnedBy, h.DiscountMinor
            FROM   loyalty.HeldCoupons h
            JOIN   loyalty.Coupons c ON c.CouponId = h.CouponId
            WHERE  h.OrderId = @orderId
            ORDER BY h.CouponId
            """, new { orderId }, cancellationToken);
        if (held.Count > 0)
            await db.Execute("DELETE FROM loyalty.HeldCoupons WHERE OrderId = @orderId", new { orderId }, cancellationToken);
        return held;
    }

    private sealed record HeldCoupon(long CouponId, long TemplateId, long? MemberId, long? EarnedBy, Money Discount);
}
