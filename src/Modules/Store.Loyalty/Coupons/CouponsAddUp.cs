using Store.Kernel.Verification;

namespace Store.Loyalty.Coupons;

/// <summary>Every counter of coupons is the sum of its uses and of what is held for orders, and none is over what its code allows.</summary>
internal sealed class CouponsAddUp(Db db) : IInvariant
{
    public string Name => "Coupons are used as often as their ledger says, and no code more often than it allows";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var coupons = await db.Query<Row>("""
            SELECT c.CouponId AS Id, c.Uses, COALESCE(u.Uses, 0) AS Entered
            FROM   loyalty.Coupons c
            LEFT JOIN (SELECT a.CouponId, SUM(a.Uses) AS Uses
                       FROM (SELECT CouponId, Uses FROM loyalty.CouponUses UNION ALL SELECT CouponId, 1 FROM loyalty.HeldCoupons) a
                       GROUP BY a.CouponId) u ON u.CouponId = c.CouponId
            WHERE  c.Uses <> COALESCE(u.Uses, 0) OR c.Uses < 0 OR c.Uses > c.UsesAtMost
            ORDER BY c.CouponId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        var kinds = await db.Query<Row>("""
            SELECT t.TemplateId AS Id, t.Used AS Uses, COALESCE(u.Uses, 0) AS Entered
            FROM   loyalty.CouponTemplates t
            LEFT JOIN (SELECT a.TemplateId, SUM(a.Uses) AS Uses
                       FROM (SELECT TemplateId, Uses FROM loyalty.CouponUses UNION ALL SELECT TemplateId, 1 FROM loyalty.HeldCoupons) a
                       GROUP BY a.TemplateId) u ON u.TemplateId = t.TemplateId
            WHERE  t.Used <> COALESCE(u.Uses, 0)
            ORDER BY t.TemplateId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        var members = await db.Query<Row>("""
            SELECT m.MemberId AS Id, m.Uses, COALESCE(u.Uses, 0) AS Entered
            FROM   loyalty.CouponMembers m
            LEFT JOIN (SELECT a.MemberId, a.TemplateId, SUM(a.Uses) AS Uses
                       FROM (SELECT MemberId, TemplateId, Uses FROM loyalty.CouponUses UNION ALL SELECT MemberId, TemplateId, 1 FROM loyalty.HeldCoupons) a
                       WHERE a.MemberId IS NOT NULL
                       GROUP BY a.MemberId, a.TemplateId) u
                   ON u.MemberId = m.MemberId AND u.TemplateId = m.TemplateId
            WHERE  m.Uses <> COALESCE(u.Uses, 0)
            ORDER BY m.MemberId, m.TemplateId
            OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
            """, null, cancellationToken);
        return [.. Told("coupon", coupons), .. Told("kind of coupon", kinds), .. Told("member", members)];
    }

    private static IEnumerable<string> Told(string what, IReadOnlyList<Row> rows) => rows.Select(row => $"{what} {row.Id}: used {row.Uses} times, entered {row.Entered}");

    private sealed record Row(long Id, long Uses, long Entered);
}
