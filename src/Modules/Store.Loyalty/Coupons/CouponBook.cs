using System.Data.Common;
using Store.Contracts.Loyalty;

namespace Store.Loyalty.Coupons;

/// <summary>
/// Uses coupons up with a sale and gives them back with its goods. Whether one is left is asked by the statement that takes it, so that of many tills with one code exactly as many
/// get it as it allows. A coupon is given back when the last piece of its sale has come back, and not before: half a coupon cannot be given back, and what it took off is shared out
/// by the refund itself, which the report on what it brought follows. Its days do not grow longer by that.
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
            issued += await issuer.Issue(kind, [new CouponIssuer.Wanted(CouponSales.OnReceipt(ticket.SaleId), MemberId: null, SaleId: ticket.SaleId, Over: kind.IssueOver, StoreId: ticket.StoreId)], today, cancellationToken);
        if (issued > 0)
            await sales.Count(ticket, sold, cancellationToken);
    }

    private async Task Use(SettleTicket ticket, CancellationToken cancellationToken)
    {
        var coupons = await db.Coupons([.. ticket.Coupons.Select(CouponCode.Normal).Distinct(StringComparer.Ordinal)], ticket.MemberId, cancellationToken);
        if (coupons.Count == 0)
            return;
        var today = DateOnly.FromDateTime(ticket.LocalTime);
        await Take(coupons, ticket.MemberId, today, cancellationToken);
        var sold = ticket.Lines.Where(line => line.Quantity > Quantity.Zero).ToList();
        var total = Money.Sum(sold.Select(line => line.Total));
        var uses = coupons.Select(coupon => (UseId: ids.Next(), Coupon: coupon, Discount: ticket.CouponDiscounts.GetValueOrDefault(coupon.Code, CouponDiscount.None))).ToList();
        await db.Insert("""
            INSERT INTO loyalty.CouponUses (CouponUseId, CouponId, TemplateId, MemberId, StoreId, SaleId, OfUseId, BusinessDate, OccurredAt, Uses, DiscountMinor, TotalMinor)
            VALUES (@CouponUseId, @CouponId, @TemplateId, @MemberId, @StoreId, @SaleId, NULL, @BusinessDate, @OccurredAt, 1, @Discount, @Total)
            """, uses.ConvertAll(use => new
        {
            CouponUseId = use.UseId, use.Coupon.CouponId, use.Coupon.TemplateId, ticket.MemberId, ticket.StoreId, ticket.SaleId, ticket.BusinessDate, ticket.OccurredAt,
            Discount = use.Discount.Amount, Total = total,
        }), cancellationToken);
        await db.Insert("""
            INSERT INTO loyalty.CouponUsePromotions (CouponUseId, PromotionId) VALUES (@CouponUseId, @PromotionId)
            """, uses.SelectMany(use => use.Discount.PromotionIds.Select(promotionId => new { CouponUseId = use.UseId, PromotionId = promotionId })).ToList(), cancellationToken);
        await sales.Count(ticket, sold, cancellationToken);
    }

    /// <summary>Counts a use of each.</summary>
    /// <exception cref="RuleBroken">One of them cannot be used, or not any more.</exception>
    public async Task Take(IEnumerable<CouponRow> coupons, long? memberId, DateOnly today, CancellationToken cancellationToken)
    {
        foreach (var coupon in coupons)
        {
            if (coupon.Refusal(memberId, today) is { } refusal)
                throw Refused(coupon, refusal);
            await TakeOne(coupon, memberId, today, cancellationToken);
        }
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
            IReadOnlyList<LoyalLine> lines = [.. sale];
            if (await sales.TakeBack(ticket, sale.Key, lines, cancellationToken) is { } last)
                await GiveBack(ticket, sale.Key, lines, last, cancellationToken);
        }
    }

    /// <summary>What goes back of a sale counts no longer as what its coupons brought; with the last of it they are given back themselves.</summary>
    private async Task GiveBack(SettleTicket ticket, long saleId, IReadOnlyList<LoyalLine> lines, bool last, CancellationToken cancellationToken)
    {
        var uses = await db.Query<Taken>("""
            SELECT u.CouponUseId, u.CouponId, u.TemplateId, u.MemberId, c.SaleId AS EarnedBy, t.GivesBack,
                   u.DiscountMinor + COALESCE((SELECT SUM(b.DiscountMinor) FROM loyalty.CouponUses b WHERE b.OfUseId = u.CouponUseId), 0) AS DiscountMinor,
                   u.TotalMinor + COALESCE((SELECT SUM(b.TotalMinor) FROM loyalty.CouponUses b WHERE b.OfUseId = u.CouponUseId), 0) AS TotalMinor
            FROM   loyalty.CouponUses u
            JOIN   loyalty.Coupons c ON c.CouponId = u.CouponId
            JOIN   loyalty.CouponTemplates t ON t.TemplateId = u.TemplateId
            WHERE  u.SaleId = @saleId AND u.Uses = 1
            ORDER BY u.CouponId
            """, new { saleId }, cancellationToken);
        if (uses.Count == 0)
            return;
        var promotions = (await db.Query<Promoted>("""
            SELECT CouponUseId, PromotionId FROM loyalty.CouponUsePromotions WHERE CouponUseId IN @UseIds
            """, new { UseIds = uses.Select(use => use.CouponUseId) }, cancellationToken)).ToLookup(row => row.CouponUseId, row => row.PromotionId);
        foreach (var use in uses.Where(use => last && use.GivesBack))
            await PutBack(use.CouponId, use.TemplateId, use.MemberId, use.EarnedBy, cancellationToken);
        var (shares, total) = (lines.SelectMany(line => line.Promotions).ToList(), Money.Sum(lines.Select(line => line.Total)));
        await db.Insert("""
            INSERT INTO loyalty.CouponUses (CouponUseId, CouponId, TemplateId, MemberId, StoreId, SaleId, OfUseId, BusinessDate, OccurredAt, Uses, DiscountMinor, TotalMinor)
            VALUES (@CouponUseId, @CouponId, @TemplateId, @MemberId, @StoreId, @SaleId, @OfUseId, @BusinessDate, @OccurredAt, @Uses, @Discount, @Total)
            """, uses.Select(use => new
        {
            CouponUseId = ids.Next(), use.CouponId, use.TemplateId, use.MemberId, ticket.StoreId, ticket.SaleId, OfUseId = use.CouponUseId, ticket.BusinessDate, ticket.OccurredAt,
            Uses = last && use.GivesBack ? -1 : 0, Total = last ? new Money(-use.Total.Minor) : total,
            Discount = last ? new Money(-use.Discount.Minor)
                : promotions.Contains(use.CouponUseId) ? Money.Sum(shares.Where(share => promotions[use.CouponUseId].Contains(share.PromotionId)).Select(share => share.Amount))
                : Agreed(use, total),
        }).ToList(), cancellationToken);
    }

    /// <summary>What an order had agreed is no promotion's on the sale's lines: goods that come back take their share of it.</summary>
    private static Money Agreed(Taken use, Money total) => use.Total == Money.Zero ? Money.Zero : use.Discount.Share(total.Minor, use.Total.Minor);

    /// <summary>Takes one use back. One that a sale has earned ends where too little of that is kept.</summary>
    public async Task PutBack(long couponId, long templateId, long? memberId, long? earnedBy, CancellationToken cancellationToken)
    {
        await db.Execute("""
            UPDATE loyalty.Coupons SET Uses = Uses - 1, State = CASE WHEN State = 'Used' THEN 'GivenBack' ELSE State END WHERE CouponId = @couponId
            """, new { couponId }, cancellationToken);
        await db.Execute("UPDATE loyalty.CouponTemplates SET Used = Used - 1 WHERE TemplateId = @templateId", new { templateId }, cancellationToken);
        await db.Execute("UPDATE loyalty.CouponMembers SET Uses = Uses - 1 WHERE MemberId = @memberId AND TemplateId = @templateId", new { memberId, templateId }, cancellationToken);
        if (earnedBy is { } saleId)
            await sales.Withdraw(saleId, cancellationToken);
    }

    private static RuleBroken Refused(CouponRow coupon, string code) =>
        new(code, $"Coupon {coupon.Code} cannot be used any more.", new Dictionary<string, object?> { ["coupon"] = coupon.Code });

    /// <summary>A use, with what is left of its amounts.</summary>
    private sealed record Taken(long CouponUseId, long CouponId, long TemplateId, long? MemberId, long? EarnedBy, bool GivesBack, Money Discount, Money Total);

    private sealed record Promoted(long CouponUseId, long PromotionId);
}
