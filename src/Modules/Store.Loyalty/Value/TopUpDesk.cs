using System.Globalization;
using Store.Contracts.Loyalty;
using Store.Contracts.Members;
using Store.Loyalty.Coupons;
using Store.Loyalty.Passes;

namespace Store.Loyalty.Value;

/// <summary>Sells top-ups and takes them back: what is paid becomes principal, and the best rule that fits adds its bonus, at once or in instalments, and may put the member on a level.</summary>
internal sealed class TopUpDesk(Db db, Ids ids, ValueBook book, PassBook passes, CouponIssuer issuer, IMediator mediator)
{
    /// <summary>Says how many points come with it now; negative where they are taken back.</summary>
    public Task<long> Settle(SettleTicket ticket, LoyalLine line, CancellationToken cancellationToken) =>
        line.Quantity < Quantity.Zero ? Return(ticket, line, cancellationToken) : Sell(ticket, line, cancellationToken);

    private async Task<long> Sell(SettleTicket ticket, LoyalLine line, CancellationToken cancellationToken)
    {
        var memberId = ticket.MemberId ?? throw new RuleBroken("value.no_member", "Stored value is a member's: put the member on the ticket.");
        var rule = await db.Find<Rule>("""
            SELECT BonusMinor, BonusPoints, PassName, PassUses, PassDays, Instalments, Every, CouponTemplateId, PointsInParts, UsesInParts, CouponEachPart, LevelId, LevelMonths
            FROM   loyalty.TopUpRules r
            WHERE  Active = 1 AND PaidAtLeastMinor <= @Total AND (FromDate IS NULL OR FromDate <= @BusinessDate) AND (ToDate IS NULL OR ToDate >= @BusinessDate)
              AND  (WholeChain = 1 OR EXISTS (SELECT 1 FROM loyalty.TopUpRuleStores s WHERE s.RuleId = r.RuleId AND s.StoreId = @StoreId))
            ORDER BY PaidAtLeastMinor DESC, RuleId
            OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
            """, new { line.Total, ticket.BusinessDate, ticket.StoreId }, cancellationToken) ?? Rule.None;
        var now = rule.Bonus.Instalment(rule.Instalments, 0);
        var points = rule.PointsInParts ? InstalmentTerms.Part(rule.BonusPoints, rule.Instalments) : rule.BonusPoints;
        var uses = rule.UsesInParts ? (int)InstalmentTerms.Part(rule.PassUses, rule.Instalments) : rule.PassUses;
        await book.Credit(book.Entry(ticket, memberId, ValueEntryKinds.ToppedUp, new Part(memberId, ticket.StoreId, line.Total, now), line.LineNumber), cancellationToken);
        var coupons = rule.CouponEachPart ? rule.CouponTemplateId : null;
        var later = rule.Instalments > 1 && (rule.Bonus > now || rule.BonusPoints > points || rule.PassUses > uses || coupons is not null);
        var held = rule.LevelMonths is { } months ? ticket.BusinessDate.AddMonths(months) : (DateOnly?)null;
        var level = rule.LevelId is { } levelId && held is { } until ? await mediator.Send(new RaiseLevel(memberId, levelId, until), cancellationToken) : null;
        await db.Execute("""
            INSERT INTO loyalty.TopUps (TopUpId, SaleId, LineNumber, MemberId, StoreId, PaidMinor, ReturnedMinor, BonusGivenMinor, BonusTakenMinor, BonusLeftMinor, BonusPoints, PointsTaken,
                   PointsLeft, UsesLeft, PassDays, CouponTemplateId, Instalments, InstalmentsLeft, Every, StartedAt, NextDueAt,
                   LevelId, LevelHeldUntil, FromLevelId, FromHeldUntil)
            VALUES (@TopUpId, @SaleId, @LineNumber, @memberId, @StoreId, @Total, 0, @now, 0, @Left, @points, 0, @PointsLeft, @UsesLeft, @PassDays, @coupons, @Instalments, @InstalmentsLeft,
                   @Every, @OccurredAt, @NextDueAt, @LevelId, @LevelHeldUntil, @FromLevelId, @FromHeldUntil)
            """, new
        {
            TopUpId = ids.Next(), ticket.SaleId, line.LineNumber, memberId, ticket.StoreId, line.Total, now, Left = rule.Bonus - now, points,
            PointsLeft = rule.BonusPoints - points, UsesLeft = rule.PassUses - uses, rule.PassDays, coupons, rule.Instalments,
            InstalmentsLeft = later ? rule.Instalments - 1 : 0, rule.Every, ticket.OccurredAt, NextDueAt = later ? InstalmentTerms.After(ticket.OccurredAt, rule.Every, 1) : (DateTime?)null,
            LevelId = level is null ? null : rule.LevelId, LevelHeldUntil = level is null ? null : held, level?.FromLevelId, level?.FromHeldUntil,
        }, cancellationToken);
        if (rule.PassUses > 0)
            await passes.Open(ticket, line.LineNumber, memberId, rule.PassName, uses, Money.Zero, rule.PassDays, cancellationToken);
        if (rule.CouponTemplateId is { } templateId)
            await issuer.GiveOnTopUp(templateId, new CouponIssuer.Wanted(Source(ticket.SaleId, line.LineNumber), memberId, SaleId: ticket.SaleId, StoreId: ticket.StoreId), DateOnly.FromDateTime(ticket.LocalTime), cancellationToken);
        return points;
    }

    /// <summary>The coupons that came with a top-up go with it, and may not have been used.</summary>
    private async Task TakeCoupons(LoyalLine line, int instalments, CancellationToken cancellationToken)
    {
        var given = new
        {
            line.OriginalSaleId, CouponStates.TopUpReturned,
            Sources = Enumerable.Range(0, instalments).Select(part => Source(line.OriginalSaleId!.Value, line.OriginalLineNumber!.Value, part)).ToList(),
        };
        await db.Execute("""
            UPDATE loyalty.Coupons
            SET    State = 'Withdrawn', WithdrawnFor = @TopUpReturned
            WHERE  SaleId = @OriginalSaleId AND Source IN @Sources AND State IN ('Issued', 'GivenBack') AND Uses = 0
            """, given, cancellationToken);
        if (await db.Scalar<int>("""
            SELECT COUNT(*) FROM loyalty.Coupons WHERE SaleId = @OriginalSaleId AND Source IN @Sources AND State <> 'Withdrawn'
            """, given, cancellationToken) > 0)
        {
            throw new RuleBroken("value.spent", "A coupon that came with this top-up has been used already.");
        }
    }

    /// <summary>What the coupon of an instalment is issued for; that of the first comes with the top-up.</summary>
    public static string Source(long saleId, int lineNumber, int part = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"top-up {saleId} {lineNumber}") + (part == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {part}"));

    /// <summary>A top-up goes back with its share of the bonus, given and to come: neither may have been used.</summary>
    private async Task<long> Return(SettleTicket ticket, LoyalLine line, CancellationToken cancellationToken)
    {
        var topUp = await db.Find<TopUp>("""
            SELECT TopUpId, MemberId, StoreId, PaidMinor, ReturnedMinor, BonusGivenMinor, BonusTakenMinor, BonusLeftMinor, BonusPoints, PointsTaken, PointsLeft, UsesLeft, Instalments,
                   LevelId, LevelHeldUntil, FromLevelId, FromHeldUntil
            FROM   loyalty.TopUps
            WHERE  SaleId = @OriginalSaleId AND LineNumber = @OriginalLineNumber
            """, new { line.OriginalSaleId, line.OriginalLineNumber }, cancellationToken) ?? throw new RuleBroken("value.unknown", "This top-up is not known here.");
        var (before, after) = (topUp.Returned, topUp.Returned - line.Total);
        if (after > topUp.Paid)
            throw new RuleBroken("value.spent", "More than was topped up cannot go back.");
        // One that cost nothing comes back for nothing.
        var (paid, kept) = (Math.Max(1, topUp.Paid.Minor), Math.Max(1, (topUp.Paid - before).Minor));
        var bonus = topUp.BonusGiven.Share(after.Minor, paid) - topUp.BonusTaken;
        var points = new Money(topUp.BonusPoints).Share(after.Minor, paid).Minor - topUp.PointsTaken;
        var left = topUp.BonusLeft.Share((topUp.Paid - after).Minor, kept);
        var pointsLeft = new Money(topUp.PointsLeft).Share((topUp.Paid - after).Minor, kept).Minor;
        var usesLeft = (int)new Money(topUp.UsesLeft).Share((topUp.Paid - after).Minor, kept).Minor;
        var ends = after == topUp.Paid;
        var changed = await db.Execute("""
            UPDATE loyalty.TopUps
            SET    ReturnedMinor = @after, BonusTakenMinor = BonusTakenMinor + @bonus, BonusLeftMinor = @left, PointsTaken = PointsTaken + @points, PointsLeft = @pointsLeft, UsesLeft = @usesLeft,
                   InstalmentsLeft = CASE WHEN @ends = 1 THEN 0 ELSE InstalmentsLeft END, NextDueAt = CASE WHEN @ends = 1 THEN NULL ELSE NextDueAt END
            WHERE  TopUpId = @TopUpId AND ReturnedMinor = @before AND BonusGivenMinor = @BonusGiven AND BonusPoints = @BonusPoints AND UsesLeft = @OldUsesLeft
            """, new { after, bonus, left, points, pointsLeft, usesLeft, ends, topUp.TopUpId, before, topUp.BonusGiven, topUp.BonusPoints, OldUsesLeft = topUp.UsesLeft }, cancellationToken);
        if (changed == 0)
            throw new RunAgain("An instalment or another return of this top-up came first.");
        await book.TakeBack(
            book.Entry(ticket, topUp.MemberId, ValueEntryKinds.Returned, new Part(topUp.MemberId, topUp.StoreId, -line.Total, bonus), line.LineNumber), cancellationToken);
        if (ends)
        {
            await passes.Close(ticket, line, given: true, cancellationToken);
            await TakeCoupons(line, topUp.Instalments, cancellationToken);
            if (topUp is { LevelId: { } levelId, LevelHeldUntil: { } until })
                await mediator.Send(new TakeLevelBack(topUp.MemberId, levelId, until, new RaisedLevel(topUp.FromLevelId, topUp.FromHeldUntil)), cancellationToken);
        }

        return -points;
    }

    private sealed record Rule(
        Money Bonus, long BonusPoints, string PassName, int PassUses, int? PassDays, int Instalments, string Every, long? CouponTemplateId, bool PointsInParts, bool UsesInParts, bool CouponEachPart,
        long? LevelId, int? LevelMonths)
    {
        public static readonly Rule None = new(Money.Zero, 0, "", 0, null, 1, InstalmentTerms.Month, null, PointsInParts: false, UsesInParts: false, CouponEachPart: false, LevelId: null, LevelMonths: null);
    }

    private sealed record TopUp(
        long TopUpId, long MemberId, long StoreId, Money Paid, Money Returned, Money BonusGiven, Money BonusTaken, Money BonusLeft, long BonusPoints, long PointsTaken, long PointsLeft, int UsesLeft,
        int Instalments, long? LevelId, DateOnly? LevelHeldUntil, long? FromLevelId, DateOnly? FromHeldUntil);
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

    /// <summary>The next of so many equal instalments of points or uses.</summary>
    public static long Part(long whole, int instalments) => new Money(whole).Instalment(instalments, 0).Minor;
}
