using System.Data.Common;
using Store.Contracts.Loyalty;

namespace Store.Loyalty.Coupons;

/// <summary>
/// Uses coupons up with a sale and gives them back with its goods. Whether one is left is asked by the statement that takes it, so that of many tills with one code exactly as many
/// get it as it allows. A coupon is given back when the last piece of its sale has come back, and not before: half a coupon cannot be given back, and what it took off is shared out
/// by the refund itself. Its days do not grow longer by that.
/// </summary>
internal sealed class CouponBook(Db db, Ids ids, CouponIssuer issuer, CouponSales sales)
{
    public async Task Settle(SettleTicket ticket, CancellationToken cancellationToken)
    {
        await GiveBack(ticket, cancellationToken);
        if (ticket.Coupons.Count > 0)
            await Use(ticket, cancellationToken);
        if (ticket.CarriesCoupons)
            await Print(ticket, cancellationToken);
    }

    /// <summary>Issues what the receipt is to carry, with the sale: whoever has the paper has the coupon, and printed again it is the same.</summary>
    private async Task Print(SettleTicket ticket, CancellationToken cancellationToken)
    {
        var sold = ticket.Lines.Where(line => line.Quantity > Quantity.Zero).ToList();
        var total = CouponSales.Goods(sold);
        var today = DateOnly.FromDateTime(ticket.LocalTime);
        var issued = 0;
        foreach (var kind in (await db.CouponTemplatesOn(CouponOccasion.Receipt, cancellationToken)).Where(kind => total > Money.Zero && total >= kind.IssueOver && kind.Template.IsOpen(today)))
            issued += await issuer.Issue(kind, [new CouponIssuer.Wanted(CouponSales.OnReceipt(ticket.SaleId), MemberId: null, SaleId: ticket.SaleId, Over: kind.IssueOver)], today, cancellationToken);
        if (issued > 0)
            await sales.Count(ticket, sold, cancellationToken);
    }

    private async Task Use(SettleTicket ticket, CancellationToken cancellationToken)
    {
        var coupons = await db.Coupons([.. ticket.Coupons.Select(CouponCode.Normal).Distinct(StringComparer.Ordinal)], ticket.MemberId, cancellationToken);
        if (coupons.Count == 0)
            return;
        var today = DateOnly.FromDateTime(ticket.LocalTime);
        foreach (var coupon in coupons)
        {
            if (coupon.Refusal(ticket.MemberId, today) is { } refusal)
                throw Refused(coupon, refusal);
            await TakeOne(coupon, ticket.MemberId, today, cancellationToken);
        }

        var sold = ticket.Lines.Where(line => line.Quantity > Quantity.Zero).ToList();
        var total = Money.Sum(sold.Select(line => line.Total));
        await db.Insert("""
            INSERT INTO loyalty.CouponUses (CouponUseId, CouponId, TemplateId, MemberId, StoreId, SaleId, OfUseId, BusinessDate, OccurredAt, Uses, DiscountMinor, TotalMinor)
            VALUES (@CouponUseId, @CouponId, @TemplateId, @MemberId, @StoreId, @SaleId, NULL, @BusinessDate, @OccurredAt, 1, @Discount, @Total)
            """, coupons.Select(coupon => new
        {
            CouponUseId = ids.Next(), coupon.CouponId, coupon.TemplateId, ticket.MemberId, ticket.StoreId, ticket.SaleId, ticket.BusinessDate, ticket.OccurredAt,
            Discount = ticket.CouponDiscounts.GetValueOrDefault(coupon.Code), Total = total,
        }).ToList(), cancellationToken);
        await sales.Count(ticket, sold, cancellationToken);
    }

    private async Task TakeOne(CouponRow coupon, long? memberId, DateOnly today, CancellationToken cancellationToken)
    {
        var taken = await db.Execute("""
            UPDATE loyalty.Coupons
            SET    Uses = Uses + 1, State = CASE WHEN Uses + 1 >= UsesAtMost THEN 'Used' ELSE State END
            WHERE  CouponId = @CouponId AND State <> 'Withdrawn' AND (UsesAtMost IS NULL OR Uses < UsesAtMost)
              AND (MemberId IS NULL OR MemberId = @memberId) AND (ValidFrom IS NULL OR ValidFrom <= @today) AND (ValidTo IS NULL OR ValidTo >= @today)
            """, new { coupon.CouponId, memberId = memberId ?? 0, today }, cancellationToken);
        if (taken == 0)
            throw Refused(coupon, "coupon.used");
        var counted = await db.Execute("""
            UPDATE loyalty.CouponTemplates SET Used = Used + 1 WHERE TemplateId = @TemplateId AND (UsesAtMost IS NULL OR Used < UsesAtMost)
            """, new { coupon.TemplateId }, cancellationToken);
        if (counted == 0)
            throw Refused(coupon, "coupon.limit");
        if (memberId is { } member)
            await CountMember(coupon, member, cancellationToken);
    }

    private async Task CountMember(CouponRow coupon, long memberId, CancellationToken cancellationToken)
    {
        if (coupon.MemberUses >= 0)
        {
            var counted = await db.Execute("""
                UPDATE loyalty.CouponMembers SET Uses = Uses + 1 WHERE MemberId = @memberId AND TemplateId = @TemplateId AND Uses < @AtMost
                """, new { memberId, coupon.TemplateId, AtMost = (long?)coupon.UsesPerMember ?? long.MaxValue }, cancellationToken);
            if (counted == 0)
                throw Refused(coupon, "coupon.limit");
            return;
        }

        try
        {
            await db.Execute("INSERT INTO loyalty.CouponMembers (MemberId, TemplateId, Uses) VALUES (@memberId, @TemplateId, 1)", new { memberId, coupon.TemplateId }, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("Another till has just used the member's first coupon of this kind.", refused);
        }
    }

    private async Task GiveBack(SettleTicket ticket, CancellationToken cancellationToken)
    {
        foreach (var sale in ticket.Lines.Where(line => line is { OriginalSaleId: not null } && line.Quantity < Quantity.Zero).GroupBy(line => line.OriginalSaleId!.Value).OrderBy(sale => sale.Key))
        {
            if (await sales.TakeBack(ticket, sale.Key, [.. sale], cancellationToken))
                await GiveBack(ticket, sale.Key, cancellationToken);
        }
    }

    private async Task GiveBack(SettleTicket ticket, long saleId, CancellationToken cancellationToken)
    {
        var uses = await db.Query<Taken>("""
            SELECT u.CouponUseId, u.CouponId, u.TemplateId, u.MemberId, u.DiscountMinor, u.TotalMinor, c.SaleId AS EarnedBy
            FROM   loyalty.CouponUses u
            JOIN   loyalty.Coupons c ON c.CouponId = u.CouponId
            JOIN   loyalty.CouponTemplates t ON t.TemplateId = u.TemplateId
            WHERE  u.SaleId = @saleId AND u.Uses = 1 AND t.GivesBack = 1
            ORDER BY u.CouponId
            """, new { saleId }, cancellationToken);
        foreach (var use in uses)
        {
            await db.Execute("""
                UPDATE loyalty.Coupons SET Uses = Uses - 1, State = CASE WHEN State = 'Used' THEN 'GivenBack' ELSE State END WHERE CouponId = @CouponId
                """, use, cancellationToken);
            await db.Execute("UPDATE loyalty.CouponTemplates SET Used = Used - 1 WHERE TemplateId = @TemplateId", use, cancellationToken);
            await db.Execute("UPDATE loyalty.CouponMembers SET Uses = Uses - 1 WHERE MemberId = @MemberId AND TemplateId = @TemplateId", use, cancellationToken);
            if (use.EarnedBy is { } earnedBy)
                await sales.Withdraw(earnedBy, cancellationToken);
        }

        await db.Insert("""
            INSERT INTO loyalty.CouponUses (CouponUseId, CouponId, TemplateId, MemberId, StoreId, SaleId, OfUseId, BusinessDate, OccurredAt, Uses, DiscountMinor, TotalMinor)
            VALUES (@CouponUseId, @CouponId, @TemplateId, @MemberId, @StoreId, @SaleId, @OfUseId, @BusinessDate, @OccurredAt, -1, @Discount, @Total)
            """, uses.Select(use => new
        {
            CouponUseId = ids.Next(), use.CouponId, use.TemplateId, use.MemberId, ticket.StoreId, ticket.SaleId, OfUseId = use.CouponUseId, ticket.BusinessDate, ticket.OccurredAt,
            Discount = new Money(-use.Discount.Minor), Total = new Money(-use.Total.Minor),
        }).ToList(), cancellationToken);
    }

    private static RuleBroken Refused(CouponRow coupon, string code) =>
        new(code, $"Coupon {coupon.Code} cannot be used any more.", new Dictionary<string, object?> { ["coupon"] = coupon.Code });

    private sealed record Taken(long CouponUseId, long CouponId, long TemplateId, long? MemberId, Money Discount, Money Total, long? EarnedBy);
}
