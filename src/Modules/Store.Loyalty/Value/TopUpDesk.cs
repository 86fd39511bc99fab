using System.Globalization;
using Store.Contracts.Loyalty;
using Store.Loyalty.Coupons;
using Store.Loyalty.Passes;

namespace Store.Loyalty.Value;

/// <summary>Sells top-ups and takes them back: what is paid becomes principal, and the best rule that fits adds its bonus, at once or in instalments.</summary>
internal sealed class TopUpDesk(Db db, Ids ids, ValueBook book, PassBook passes, CouponIssuer issuer)
{
    /// <summary>Says how many points the rule promises; negative where they are taken back.</summary>
    public Task<long> Settle(SettleTicket ticket, LoyalLine line, CancellationToken cancellationToken) =>
        line.Quantity < Quantity.Zero ? Return(ticket, line, cancellationToken) : Sell(ticket, line, cancellationToken);

    private async Task<long> Sell(SettleTicket ticket, LoyalLine line, CancellationToken cancellationToken)
    {
        var memberId = ticket.MemberId ?? throw new RuleBroken("value.no_member", "Stored value is a member's: put the member on the ticket.");
        var rule = await db.Find<Rule>("""
            SELECT BonusMinor, BonusPoints, PassName, PassUses, PassDays, Instalments, Every, CouponTemplateId
            FROM   loyalty.TopUpRules r
            WHERE  Active = 1 AND PaidAtLeastMinor <= @Total AND (FromDate IS NULL OR FromDate <= @BusinessDate) AND (ToDate IS NULL OR ToDate >= @BusinessDate)
              AND  (WholeChain = 1 OR EXISTS (SELECT 1 FROM loyalty.TopUpRuleStores s WHERE s.RuleId = r.RuleId AND s.StoreId = @StoreId))
            ORDER BY PaidAtLeastMinor DESC, RuleId
            OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
            """, new { line.Total, ticket.BusinessDate, ticket.StoreId }, cancellationToken) ?? Rule.None;
        var now = rule.Bonus.Instalment(rule.Instalments, 0);
        await book.Credit(book.Entry(ticket, memberId, ValueEntryKinds.ToppedUp, new Part(memberId, ticket.StoreId, line.Total, now), line.LineNumber), cancellationToken);
        var later = rule.Instalments > 1 && rule.Bonus > Money.Zero;
        await db.Execute("""
            INSERT INTO loyalty.TopUps (TopUpId, SaleId, LineNumber, MemberId, StoreId, PaidMinor, ReturnedMinor, BonusGivenMinor, BonusTakenMinor, BonusLeftMinor, BonusPoints, Instalments,
                   InstalmentsLeft, Every, StartedAt, NextDueAt)
            VALUES (@TopUpId, @SaleId, @LineNumber, @memberId, @StoreId, @Total, 0, @now, 0, @Left, @BonusPoints, @Instalments, @InstalmentsLeft, @Every, @OccurredAt, @NextDueAt)
            """, new
        {
            TopUpId = ids.Next(), ticket.SaleId, line.LineNumber, memberId, ticket.StoreId, line.Total, now, Left = rule.Bonus - now, rule.BonusPoints, rule.Instalments,
            InstalmentsLeft = later ? rule.Instalments - 1 : 0, rule.Every, ticket.OccurredAt, NextDueAt = later ? InstalmentTerms.After(ticket.OccurredAt, rule.Every, 1) : (DateTime?)null,
        }, cancellationToken);
        if (rule.PassUses > 0)
            await passes.Open(ticket, line.LineNumber, memberId, rule.PassName, rule.PassUses, Money.Zero, rule.PassDays, cancellationToken);
        if (rule.CouponTemplateId is { } templateId)
            await GiveCoupon(ticket, line, memberId, templateId, cancellationToken);
        return rule.BonusPoints;
    }

    /// <summary>A coupon whose days are over, or of which no more are issued, keeps nobody from topping up.</summary>
    private async Task GiveCoupon(SettleTicket ticket, LoyalLine line, long memberId, long templateId, CancellationToken cancellationToken)
    {
        var kind = await db.CouponTemplate(templateId, cancellationToken);
        var today = DateOnly.FromDateTime(ticket.LocalTime);
        if (kind.Active && kind.Template.IsOpen(today))
            await issuer.Issue(kind, [new CouponIssuer.Wanted(Source(ticket.SaleId, line.LineNumber), memberId, SaleId: ticket.SaleId, StoreId: ticket.StoreId)], today, cancellationToken);
    }

    /// <summary>The coupon that came with a top-up goes with it, and may not have been used.</summary>
    private async Task TakeCoupon(LoyalLine line, CancellationToken cancellationToken)
    {
        var given = new { line.OriginalSaleId, Source = Source(line.OriginalSaleId!.Value, line.OriginalLineNumber!.Value), CouponStates.TopUpReturned };
        var withdrawn = await db.Execute("""
            UPDATE loyalty.Coupons
            SET    State = 'Withdrawn', WithdrawnFor = @TopUpReturned
            WHERE  SaleId = @OriginalSaleId AND Source = @Source AND State IN ('Issued', 'GivenBack') AND Uses = 0
            """, given, cancellationToken);
        if (withdrawn == 0 && await db.Scalar<int>("""
            SELECT COUNT(*) FROM loyalty.Coupons WHERE SaleId = @OriginalSaleId AND Source = @Source AND State <> 'Withdrawn'
            """, given, cancellationToken) > 0)
        {
            throw new RuleBroken("value.spent", "The coupon that came with this top-up has been used already.");
        }
    }

    private static string Source(long saleId, int lineNumber) => string.Create(CultureInfo.InvariantCulture, $"top-up {saleId} {lineNumber}");

    /// <summary>A top-up goes back with its share of the bonus, given and to come: neither may have been used.</summary>
    private async Task<long> Return(SettleTicket ticket, LoyalLine line, CancellationToken cancellationToken)
    {
        var topUp = await db.Find<TopUp>("""
            SELECT TopUpId, MemberId, StoreId, PaidMinor, ReturnedMinor, BonusGivenMinor, BonusTakenMinor, BonusLeftMinor, BonusPoints, InstalmentsLeft
            FROM   loyalty.TopUps
            WHERE  SaleId = @OriginalSaleId AND LineNumber = @OriginalLineNumber
            """, new { line.OriginalSaleId, line.OriginalLineNumber }, cancellationToken) ?? throw new RuleBroken("value.unknown", "This top-up is not known here.");
        var (before, after) = (topUp.Returned, topUp.Returned - line.Total);
        if (after > topUp.Paid)
            throw new RuleBroken("value.spent", "More than was topped up cannot go back.");
        var bonus = topUp.BonusGiven.Share(after.Minor, topUp.Paid.Minor) - topUp.BonusTaken;
        var left = topUp.BonusLeft.Share((topUp.Paid - after).Minor, Math.Max(1, (topUp.Paid - before).Minor));
        var changed = await db.Execute("""
            UPDATE loyalty.TopUps
            SET    ReturnedMinor = @after, BonusTakenMinor = BonusTakenMinor + @bonus, BonusLeftMinor = @left, InstalmentsLeft = CASE WHEN @left = 0 THEN 0 ELSE InstalmentsLeft END,
                   NextDueAt = CASE WHEN @left = 0 THEN NULL ELSE NextDueAt END
            WHERE  TopUpId = @TopUpId AND ReturnedMinor = @before AND BonusGivenMinor = @BonusGiven
            """, new { after, bonus, left, topUp.TopUpId, before, topUp.BonusGiven }, cancellationToken);
        if (changed == 0)
            throw new RunAgain("An instalment or another return of this top-up came first.");
        await book.TakeBack(
            book.Entry(ticket, topUp.MemberId, ValueEntryKinds.Returned, new Part(topUp.MemberId, topUp.StoreId, -line.Total, bonus), line.LineNumber), cancellationToken);
        if (after == topUp.Paid)
        {
            await passes.Close(ticket, line, given: true, cancellationToken);
            await TakeCoupon(line, cancellationToken);
        }

        return InstalmentTerms.Mirrored(topUp.BonusPoints, before, after, topUp.Paid);
    }

    private sealed record Rule(Money Bonus, long BonusPoints, string PassName, int PassUses, int? PassDays, int Instalments, string Every, long? CouponTemplateId)
    {
        public static readonly Rule None = new(Money.Zero, 0, "", 0, null, 1, InstalmentTerms.Month, null);
    }

    private sealed record TopUp(
        long TopUpId, long MemberId, long StoreId, Money Paid, Money Returned, Money BonusGiven, Money BonusTaken, Money BonusLeft, long BonusPoints, int InstalmentsLeft);
}

/// <summary>How a bonus comes in instalments.</summary>
internal static class InstalmentTerms
{
    public const string Day = "Day";
    public const string Week = "Week";
    public const string Month = "Month";

    public static readonly IReadOnlyList<string> All = [Day, Week, Month];

    /// <summary>So many terms later; counted from the first day, so that months do not drift.</summary>
    public static DateTime After(DateTime start, string every, int terms) => every switch
    {
        Day => start.AddDays(terms),
        Week => start.AddDays(7 * terms),
        _ => start.AddMonths(terms),
    };

    /// <summary>One of so many equal instalments, to the cent.</summary>
    public static Money Instalment(this Money whole, int instalments, int index) => whole.Spread([.. Enumerable.Repeat(1L, instalments)])[index];

    /// <summary>Points that go back when of a whole so much more has come back than before; negative. After the last of it all of them have.</summary>
    public static long Mirrored(long points, Money before, Money after, Money whole) => new Money(points).Share(before.Minor, whole.Minor).Minor - new Money(points).Share(after.Minor, whole.Minor).Minor;
}
