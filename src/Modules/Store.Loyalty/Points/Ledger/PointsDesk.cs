using Store.Contracts.Checkout;
using Store.Contracts.Loyalty;
using Store.Contracts.Members;
using Store.Loyalty.Points.Rules;

namespace Store.Loyalty.Points.Ledger;

/// <summary>
/// What a ticket does to points. Goods that come back take back what they had earned, money that goes back gives back what had paid it, both by share and to the point in the end;
/// then points pay, and what is paid otherwise earns.
/// </summary>
internal sealed class PointsDesk(Db db, PointsBook book, LivePoints live, IMediator mediator)
{
    /// <param name="ticket">The ticket.</param>
    /// <param name="promised">Points that its top-ups bring; negative where they are taken back.</param>
    /// <param name="bonus">What of its goods is paid with bonus of stored value.</param>
    /// <param name="cancellationToken">When nobody waits any more.</param>
    public async Task<TicketOutcome> Settle(SettleTicket ticket, long promised, Money bonus, CancellationToken cancellationToken)
    {
        var points = ticket.Payments.Where(payment => payment.Tender == Tenders.Points).ToList();
        var paid = Money.Sum(points.Where(payment => payment.Amount > Money.Zero).Select(payment => payment.Amount));
        var refunds = points.Where(payment => payment.Amount < Money.Zero).ToList();
        if (paid > Money.Zero && ticket.MemberId is null)
            throw new RuleBroken("points.no_member", "Only a member pays with points.");
        var carried = Money.Sum(points.Where(payment => payment.CarriedFrom is not null && payment.Amount > Money.Zero).Select(payment => payment.Amount));

        var back = await OfOpenFiles(ticket, await Back(ticket, refunds, cancellationToken), cancellationToken);
        if (ticket.MemberId is null && back.Originals.Count == 0)
            return TicketOutcome.None;

        var accounts = new SortedDictionary<long, PointsAccount>();
        PointsScheme? scheme = null;
        if (carried > Money.Zero && back.Originals.Any(line => line.MemberId != ticket.MemberId && back.Refunds.ContainsKey(line.SaleId)))
            throw new RuleBroken("points.other_member", "These goods were paid with another member's points: put that member on the ticket.");
        foreach (var memberId in back.Originals.Select(line => line.MemberId).Append(ticket.MemberId ?? 0).Where(memberId => memberId != 0).Distinct().Order())
        {
            (accounts[memberId], scheme) = back.Originals.Count > 0 || promised < 0 ? await book.Open(memberId, cancellationToken)
                : paid > Money.Zero ? await book.OpenToPay(memberId, paid, ticket.OccurredAt, cancellationToken)
                : await book.OpenToReceive(memberId, cancellationToken);
        }

        var at = new PointsMoment(ticket.StoreId, ticket.BusinessDate, ticket.OccurredAt) { SaleId = ticket.SaleId };
        var lines = GoodsBack(back, accounts, scheme!.Program, at);
        if (ticket.MemberId is { } buyer)
        {
            if (paid > carried && scheme.Program.MaxPointsPerDay is { } most)
                await RequireWithinDay(ticket, buyer, scheme.Program.Price(paid), most, cancellationToken);
            lines.AddRange(Sold(ticket, paid, carried, scheme.Program.EarnsOnBonus ? Money.Zero : bonus, accounts[buyer], scheme, at));
            Promise(promised, accounts[buyer], scheme.Program, at);
        }

        return await Save(ticket, accounts, lines, scheme.Program, cancellationToken);
    }

    /// <summary>What <see cref="Settle"/> would give back and take back for goods of a sale; changes nothing.</summary>
    public async Task<PointsBack?> Quote(QuotePointsBack asked, CancellationToken cancellationToken)
    {
        var returned = asked.Lines.ToDictionary(line => (asked.SaleId, line.Key), line => (IReadOnlyList<LoyalLine>)[new LoyalLine(line.Key, ProductId: 0, CategoryId: null, -line.Value, Money.Zero)]);
        var back = await Back(returned, asked.Refund > Money.Zero ? new() { [asked.SaleId] = asked.Refund } : [], cancellationToken);
        if (back.Originals.Count == 0)
            return null;

        var memberId = back.Originals[0].MemberId;
        var now = (await db.Find<Standing>("""
            SELECT p.Changes, COALESCE(a.Balance, 0) AS Balance
            FROM   loyalty.PointsPrograms p
            LEFT JOIN loyalty.PointsAccounts a ON a.MemberId = @memberId
            WHERE  p.ProgramId = 1
            """, new { memberId }, cancellationToken))!;
        var given = back.Paid.Sum(paid => GivenBack(paid, asked.Refund));
        var due = -back.Originals.Where(line => back.Lines.ContainsKey((line.SaleId, line.LineNumber)))
            .SelectMany(line => Mirrored(line, back.Lines[(line.SaleId, line.LineNumber)], saleId: 0)).Sum(line => line.Earned);
        return new PointsBack(given, Takeable(due, now.Balance + given, (await live.At(now.Changes, cancellationToken)).Program));
    }

    /// <summary>What of points that are to be taken back can be.</summary>
    private static long Takeable(long due, long balance, PointsProgram program) => program.BelowZero ? due : Math.Min(due, Math.Max(0, balance));

    private async Task<TicketOutcome> Save(
        SettleTicket ticket, SortedDictionary<long, PointsAccount> accounts, IReadOnlyList<LinePoints> lines, PointsProgram program, CancellationToken cancellationToken)
    {
        var moved = accounts.Values.Where(account => account.Entries.Count > 0).ToList();
        var shown = ticket.MemberId is { } buyer && (moved.Count == 0 || accounts[buyer].Entries.Count > 0) ? accounts[buyer] : moved.FirstOrDefault();
        if (moved.Count > 0)
            await book.Save(moved, cancellationToken);

        // Also where so little comes back that no whole point goes with it: the next piece goes by all that is back.
        await db.Insert("""
            INSERT INTO loyalty.TicketLinePoints (SaleId, LineNumber, MemberId, QuantityMilli, Earned, Used, OriginalSaleId, OriginalLineNumber)
            VALUES (@SaleId, @LineNumber, @MemberId, @Quantity, @Earned, @Used, @OriginalSaleId, @OriginalLineNumber)
            """, lines, cancellationToken);

        var (granted, revalued) = PointsBook.Granted(program, [.. moved.SelectMany(account => account.Entries)]);
        var outcome = shown is null ? TicketOutcome.None : PointsReceipt.Of(shown.OldBalance, shown.Balance, shown.Entries.Select(entry => (entry.Kind, entry.Points)));
        return outcome with { PointsGranted = granted + revalued };
    }

    /// <summary>Takes back what goods had earned and gives back what had been paid with points.</summary>
    private static List<LinePoints> GoodsBack(TicketBack back, SortedDictionary<long, PointsAccount> accounts, PointsProgram program, PointsMoment at)
    {
        var lines = new List<LinePoints>();
        foreach (var sale in back.Originals.GroupBy(line => line.SaleId).OrderBy(sale => sale.Key))
        {
            var account = accounts[sale.First().MemberId];
            var here = at with { OriginalSaleId = sale.Key };
            var mirrored = sale.Where(line => back.Lines.ContainsKey((sale.Key, line.LineNumber))).SelectMany(original => Mirrored(original, back.Lines[(sale.Key, original.LineNumber)], at.SaleId!.Value)).ToList();
            if (back.Paid.FirstOrDefault(paid => paid.SaleId == sale.Key) is { } paid && back.Refunds.TryGetValue(sale.Key, out var refund))
            {
                var given = GivenBack(paid, refund);
                account.Come(PointsEntryKind.GivenBack, given, vestsAt: null, paid.ExpiresAfter(at.OccurredAt), here with { Amount = refund });
                var parts = new Money(given).Spread([.. mirrored.Select(line => -line.Quantity.Milli)]);
                mirrored = [.. mirrored.Select((line, index) => line with { Used = -parts[index].Minor })];
            }

            var due = -mirrored.Sum(line => line.Earned);
            var taken = Takeable(due, account.Balance, program);
            account.TakeBack(PointsEntryKind.TakenBack, taken, here);
            if (taken < due)
            {
                var parts = new Money(taken).Spread([.. mirrored.Select(line => -line.Earned)]);
                mirrored = [.. mirrored.Select((line, index) => line with { Earned = -parts[index].Minor })];
            }

            lines.AddRange(mirrored);
        }

        return lines;
    }

    /// <summary>A line's share of what it had earned, less what earlier returns have taken: together with the last of it exactly all.</summary>
    private static IEnumerable<LinePoints> Mirrored(Original original, IReadOnlyList<LoyalLine> returned, long saleId)
    {
        var (quantity, earned) = (original.BackQuantity, original.BackEarned);
        foreach (var line in returned)
        {
            quantity += -line.Quantity;
            var take = new Money(original.Earned).Share(quantity.Milli, original.Quantity.Milli).Minor - earned;
            earned += take;
            yield return new LinePoints(saleId, line.LineNumber, original.MemberId, line.Quantity, -take, Used: 0, original.SaleId, original.LineNumber);
        }
    }

    private static long GivenBack(PaidWithPoints paid, Money refund)
    {
        var all = paid.BackAmount + refund;
        return all > paid.Amount
            ? throw new RuleBroken("points.not_paid", $"Only {paid.Amount - paid.BackAmount} of the sale can go back as points.")
            : new Money(paid.Points).Share(all.Minor, paid.Amount.Minor).Minor - paid.BackPoints;
    }

    /// <summary>Points pay, and what is paid otherwise earns.</summary>
    private static List<LinePoints> Sold(SettleTicket ticket, Money paid, Money carried, Money bonus, PointsAccount account, PointsScheme scheme, PointsMoment at)
    {
        var goods = ticket.Lines.Where(line => line.Quantity > Quantity.Zero && line.Total > Money.Zero && !line.Value).ToList();
        var used = paid > Money.Zero ? Pay(Money.Sum(goods.Select(line => line.Total)), paid, carried, account, scheme.Program, at) : 0;
        var weights = goods.ConvertAll(line => line.Total.Minor);
        var (earnsNothing, usedByLine) = ((paid + bonus).Spread(weights), new Money(used).Spread(weights));
        var earning = new List<EarningLine>(goods.Count);
        for (var i = 0; i < goods.Count; i++)
        {
            var line = goods[i];
            if (!line.EarnsNothing)
                earning.Add(new EarningLine(line.LineNumber, line.ProductId, line.CategoryId, line.Quantity, line.Total, line.Total - earnsNothing[i]));
        }

        var earned = scheme.Earn(new EarningTicket(ticket.StoreId, ticket.LevelId, ticket.GroupIds, ticket.LocalTime, earning, TenderShares(ticket.Payments, bonus)) { Cards = ticket.Cards })
            .ToDictionary(line => line.LineNumber, line => line.Points);
        account.Come(PointsEntryKind.Earned, earned.Values.Sum(), scheme.Program.VestsAt(at.OccurredAt), scheme.Program.ExpiresAt(at.OccurredAt), at);
        return [.. goods.Select((line, index) => new LinePoints(
            ticket.SaleId, line.LineNumber, account.MemberId, line.Quantity, earned.GetValueOrDefault(line.LineNumber), usedByLine[index].Minor, OriginalSaleId: null, OriginalLineNumber: null))
            .Where(line => line.Earned != 0 || line.Used != 0)];
    }

    /// <summary>By which tenders a ticket was paid, each as a part of the whole that earns: what points paid is off the lines already, and bonus where it earns nothing. Change that was stored was no part of the price: it comes off the cash.</summary>
    private static Dictionary<string, decimal> TenderShares(IReadOnlyList<LoyalPayment> payments, Money bonus)
    {
        var tenders = payments.Where(payment => (payment.Amount > Money.Zero && payment.Tender != Tenders.Points) || payment.Tender == Tenders.StoredChange)
            .GroupBy(payment => payment.Tender == Tenders.StoredChange ? Tenders.Cash : payment.Tender, payment => payment.Amount.Minor, StringComparer.Ordinal)
            .Select(tender => (tender.Key, Amount: tender.Sum() - (tender.Key == Tenders.StoredValue ? bonus.Minor : 0)))
            .Where(tender => tender.Amount > 0).ToDictionary(tender => tender.Key, tender => tender.Amount, StringComparer.Ordinal);
        var all = tenders.Values.Sum();
        return tenders.ToDictionary(tender => tender.Key, tender => (decimal)tender.Value / all, StringComparer.Ordinal);
    }

    /// <summary>What a top-up promised comes at once and never waits; when the top-up is taken back, it goes again.</summary>
    private static void Promise(long points, PointsAccount account, PointsProgram program, PointsMoment at)
    {
        if (points > 0)
            account.Come(PointsEntryKind.Bonus, points, vestsAt: null, program.ExpiresAt(at.OccurredAt), at);
        else
            account.TakeBack(PointsEntryKind.Bonus, -points, at);
    }

    /// <summary>What is carried over from goods that come back was within the limits when it was first paid.</summary>
    private static long Pay(Money goods, Money paid, Money carried, PointsAccount account, PointsProgram program, PointsMoment at)
    {
        if (!program.Active || program.PayRate == 0)
            throw new RuleBroken("points.do_not_pay", "Points do not pay in this chain.");
        var points = program.Price(paid);
        if (paid > carried && points < program.MinPoints)
            throw new RuleBroken("points.minimum", $"At least {program.MinPoints} points pay.", new Dictionary<string, object?> { ["minimum"] = program.MinPoints });
        if (paid > carried && (points > (program.MaxPoints ?? long.MaxValue) || paid > goods.Share(program.MaxPercent, 100)))
        {
            throw new RuleBroken("points.too_many", "So much of a ticket is not paid with points.", new Dictionary<string, object?>
            {
                ["maximum"] = Math.Min(program.MaxPoints ?? long.MaxValue, program.Price(goods.Share(program.MaxPercent, 100))),
            });
        }

        account.Spend(PointsEntryKind.Used, points, at with { Amount = paid });
        return points;
    }

    private async Task RequireWithinDay(SettleTicket ticket, long memberId, long points, long most, CancellationToken cancellationToken)
    {
        var used = await PointsDay.Used(db, memberId, ticket.BusinessDate, ticket.OccurredAt, cancellationToken);
        if (used + points > most)
        {
            throw new RuleBroken("points.too_many_today", $"Of one member's points {most} pay on one day, and {used} have paid today.", new Dictionary<string, object?>
            {
                ["maximum"] = Math.Max(0, most - used), ["daily"] = most,
            });
        }
    }

    /// <summary>
    /// What comes back under the files that go on, as one may have been merged since it was read. From who was forgotten points that goods had earned are taken; points for money are given
    /// to nobody.
    /// </summary>
    private async Task<TicketBack> OfOpenFiles(SettleTicket ticket, TicketBack back, CancellationToken cancellationToken)
    {
        var open = new Dictionary<long, long>();
        foreach (var lines in back.Originals.Where(line => line.MemberId != ticket.MemberId).GroupBy(line => line.MemberId))
        {
            var standing = await mediator.Send(new GetStanding(ticket.StoreId, lines.Key, []), cancellationToken);
            open[lines.Key] = lines.Any(line => back.Refunds.ContainsKey(line.SaleId)) ? standing.Required : standing.MemberId ?? lines.Key;
        }

        return open.Count == 0 ? back : back with { Originals = [.. back.Originals.Select(line => line with { MemberId = open.GetValueOrDefault(line.MemberId, line.MemberId) })] };
    }

    private async Task<TicketBack> Back(SettleTicket ticket, List<LoyalPayment> refunds, CancellationToken cancellationToken)
    {
        if (refunds.Count == 0 && ticket.Lines.All(line => line.OriginalSaleId is null))
            return TicketBack.Nothing;
        var returned = ticket.Lines.Where(line => line is { OriginalSaleId: not null, OriginalLineNumber: not null } && line.Quantity < Quantity.Zero)
            .GroupBy(line => (line.OriginalSaleId!.Value, line.OriginalLineNumber!.Value)).ToDictionary(line => line.Key, line => (IReadOnlyList<LoyalLine>)[.. line]);
        var amounts = refunds.GroupBy(payment => payment.RefundsSaleId ?? 0).ToDictionary(sale => sale.Key, sale => -Money.Sum(sale.Select(payment => payment.Amount)));
        return await Back(returned, amounts, cancellationToken);
    }

    private async Task<TicketBack> Back(
        Dictionary<(long SaleId, int LineNumber), IReadOnlyList<LoyalLine>> returned, Dictionary<long, Money> amounts, CancellationToken cancellationToken)
    {
        var sales = returned.Keys.Select(line => line.SaleId).Concat(amounts.Keys).Distinct().ToList();
        if (sales.Count == 0)
            return new TicketBack([], [], returned, amounts);

        var originals = await db.Query<Original>("""
            SELECT t.SaleId, t.LineNumber, t.MemberId, t.QuantityMilli, t.Earned, COALESCE(-SUM(b.QuantityMilli), 0) AS BackQuantityMilli, COALESCE(-SUM(b.Earned), 0) AS BackEarned
            FROM   loyalty.TicketLinePoints t
            LEFT JOIN loyalty.TicketLinePoints b ON b.OriginalSaleId = t.SaleId AND b.OriginalLineNumber = t.LineNumber
            WHERE  t.SaleId IN @sales AND t.OriginalSaleId IS NULL
            GROUP BY t.SaleId, t.LineNumber, t.MemberId, t.QuantityMilli, t.Earned
            ORDER BY t.SaleId, t.LineNumber
            """, new { sales }, cancellationToken);
        var paid = amounts.Count == 0 ? [] : await db.Query<PaidWithPoints>("""
            SELECT u.SaleId, -u.Points AS Points, u.AmountMinor, u.OccurredAt AS UsedAt, u.ExpiresAt, COALESCE(SUM(b.Points), 0) AS BackPoints, COALESCE(SUM(b.AmountMinor), 0) AS BackAmountMinor
            FROM   loyalty.PointsEntries u
            LEFT JOIN loyalty.PointsEntries b ON b.OriginalSaleId = u.SaleId AND b.Kind = 'GivenBack'
            WHERE  u.SaleId IN @sales AND u.Kind = 'Used'
            GROUP BY u.SaleId, u.Points, u.AmountMinor, u.OccurredAt, u.ExpiresAt
            """, new { sales }, cancellationToken);
        if (amounts.Keys.Except(paid.Select(sale => sale.SaleId)).Any())
            throw new RuleBroken("points.not_paid", "What was not paid with points does not go back as points.");
        return new TicketBack(originals, paid, returned, amounts);
    }

    /// <param name="Originals">The lines of the sales that goods or money come back from, with what earlier returns have mirrored.</param>
    /// <param name="Paid">What those sales were paid with points.</param>
    /// <param name="Lines">What comes back, by sale and line.</param>
    /// <param name="Refunds">What money goes back as points, by sale.</param>
    private sealed record TicketBack(
        IReadOnlyList<Original> Originals, IReadOnlyList<PaidWithPoints> Paid, IReadOnlyDictionary<(long SaleId, int LineNumber), IReadOnlyList<LoyalLine>> Lines,
        IReadOnlyDictionary<long, Money> Refunds)
    {
        public static readonly TicketBack Nothing = new([], [], new Dictionary<(long, int), IReadOnlyList<LoyalLine>>(), new Dictionary<long, Money>());
    }

    private sealed record Standing(long Changes, long Balance);

    private sealed record Original(long SaleId, int LineNumber, long MemberId, Quantity Quantity, long Earned, Quantity BackQuantity, long BackEarned);

    private sealed record PaidWithPoints(long SaleId, long Points, Money Amount, DateTime UsedAt, DateTime? ExpiresAt, long BackPoints, Money BackAmount)
    {
        /// <summary>Points that come back hold as long as they would still have held when they paid: nobody loses them by a return, and nobody wins time but that of the purchase.</summary>
        public DateTime? ExpiresAfter(DateTime back) => back + (ExpiresAt - UsedAt);
    }

    /// <summary>What a line has earned and was paid with; less than zero where it mirrors another.</summary>
    private sealed record LinePoints(long SaleId, int LineNumber, long MemberId, Quantity Quantity, long Earned, long Used, long? OriginalSaleId, int? OriginalLineNumber);
}
