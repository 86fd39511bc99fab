using System.Text.Json;
using Store.Contracts.Checkout;
using Store.Kernel.Verification;

namespace Store.Members.Purchases;

/// <summary>
/// What is counted of members against the sales that name them, page by page: visits, spend, usual goods and months, and the year beside them. Of a member whose sales are still
/// on their way there is nothing to say.
/// </summary>
internal sealed class FactsAreThoseOfTheSales(Db db, IMediator mediator) : IInvariant
{
    private const int MembersAtATime = 400;
    private const int EventsAtATime = 500;
    private const int Pending = 0;
    private const int BreaksToTell = 20;

    private static readonly (Bought Sold, Bought Counted) Nothing = (Bought.None, Bought.None);

    public string Name => "Visits and spend of every member, their months and their usual goods are those of their sales";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var breaks = new List<string>();
        for (var after = 0L; breaks.Count < BreaksToTell;)
        {
            var members = await db.Query<long>("""
                SELECT MemberId FROM members.Members WHERE MemberId > @after AND State = 'Active' ORDER BY MemberId OFFSET 0 ROWS FETCH NEXT @MembersAtATime ROWS ONLY
                """, new { after, MembersAtATime }, cancellationToken);
            if (members.Count == 0)
                break;
            after = members[^1];
            var wrong = await Wrong(members, cancellationToken);
            if (wrong.Count == 0)
                continue;
            var waiting = await OnTheirWay(cancellationToken);
            var settled = wrong.Keys.Where(memberId => !waiting.Contains(memberId)).ToList();

            // The figures were not read at one moment: a sale may have come between. What is wrong is wrong in the same way twice.
            breaks.AddRange((await Wrong(settled, cancellationToken)).Where(one => one.Value == wrong[one.Key]).Select(one => one.Value));
        }

        return [.. breaks.Take(BreaksToTell)];
    }

    private async Task<Dictionary<long, string>> Wrong(IReadOnlyList<long> memberIds, CancellationToken cancellationToken)
    {
        if (memberIds.Count == 0)
            return [];
        var merged = (await db.Query<Merged>("SELECT MemberId, MergedIntoId FROM members.Members WHERE MergedIntoId IN @memberIds", new { memberIds }, cancellationToken))
            .ToDictionary(file => file.MemberId, file => file.MergedIntoId);
        List<long> files = [.. memberIds, .. merged.Keys];
        var days = (await mediator.Send(new GetMemberDays(files), cancellationToken)).ToLookup(day => merged.GetValueOrDefault(day.MemberId, day.MemberId));
        var counted = (await db.Query<Row>("""
            SELECT MemberId, Visits, Returns, SpentMinor, GrowthMilli, FirstVisit, LastVisit, YearVisits, YearSpentMinor FROM members.MemberFacts WHERE MemberId IN @memberIds
            """, new { memberIds }, cancellationToken)).ToDictionary(row => row.MemberId);
        var months = (await db.Query<MonthRow>("""
            SELECT MemberId, Month, Visits, SpentMinor, GrowthMilli FROM members.MemberMonths WHERE MemberId IN @memberIds ORDER BY MemberId, Month
            """, new { memberIds }, cancellationToken)).ToLookup(month => month.MemberId);
        var year = await CareRun.At(db, MemberScores.Task, cancellationToken) is { } at ? MemberScores.FirstMonth(DateOnly.FromDateTime(at)) : 0;
        var goods = await WrongGoods(memberIds, files, merged, cancellationToken);
        return memberIds.Select(memberId => (memberId, Fault: Fault([.. days[memberId]], counted.GetValueOrDefault(memberId), [.. months[memberId]], year) ?? goods.GetValueOrDefault(memberId)))
            .Where(one => one.Fault is not null).ToDictionary(one => one.memberId, one => $"Member {one.memberId}: {one.Fault}");
    }

    /// <summary>The first product of each member of which the sales say something else than the facts.</summary>
    private async Task<Dictionary<long, string>> WrongGoods(
        IReadOnlyList<long> memberIds, IReadOnlyList<long> files, Dictionary<long, long> merged, CancellationToken cancellationToken)
    {
        var goods = new Dictionary<(long MemberId, long ProductId), (Bought Sold, Bought Counted)>();
        foreach (var one in await mediator.Send(new GetMemberGoods(files), cancellationToken))
        {
            var key = (merged.GetValueOrDefault(one.MemberId, one.MemberId), one.ProductId);
            goods[key] = (goods.GetValueOrDefault(key, Nothing).Sold.With(one.Times, one.Quantity, one.Spent), Bought.None);
        }

        foreach (var one in await db.Query<GoodsRow>("""
            SELECT MemberId, ProductId, Times, QuantityMilli, SpentMinor FROM members.MemberGoods WHERE MemberId IN @memberIds
            """, new { memberIds }, cancellationToken))
        {
            goods[(one.MemberId, one.ProductId)] = (goods.GetValueOrDefault((one.MemberId, one.ProductId), Nothing).Sold, new Bought(one.Times, one.Quantity, one.Spent));
        }

        return goods.Where(one => one.Value.Sold != one.Value.Counted).OrderBy(one => one.Key).GroupBy(one => one.Key.MemberId)
            .ToDictionary(member => member.Key, member => member.First() is var (key, bought) ? $"of product {key.ProductId} the sales say {bought.Sold}, the facts {bought.Counted}." : "");
    }

    private static string? Fault(IReadOnlyList<MemberDay> days, Row? row, IReadOnlyList<MonthRow> months, int year)
    {
        var sold = Figures.Of(days);
        var counted = row is null ? Figures.None : new Figures(row.Visits, row.Returns, row.Spent, row.FirstVisit ?? default, row.LastVisit ?? default);
        if (counted != sold)
            return $"the sales say {sold}, the facts {counted}.";
        if (WrongMonth(days, months) is { } month)
            return month;
        if (row is null)
            return null;
        var growth = Quantity.Sum(months.Select(one => one.Growth));
        if (growth != row.Growth)
            return $"growth value {row.Growth} in all, {growth} in the months.";

        // A sale that is counted long after its day is in the year until the next scores.
        var (visits, spent) = (months.Where(one => one.Month >= year).Sum(one => one.Visits), Money.Sum(months.Where(one => one.Month >= year).Select(one => one.Spent)));
        return row.YearVisits < visits ? $"{row.YearVisits} visits in the year, {visits} in its months."
            : row.YearVisits == visits && row.YearSpent != spent ? $"spent {row.YearSpent} in the year, {spent} in its months."
            : null;
    }

    private static string? WrongMonth(IReadOnlyList<MemberDay> days, IReadOnlyList<MonthRow> months)
    {
        var sold = days.GroupBy(day => Months.Of(day.BusinessDate)).ToDictionary(month => month.Key, month => (Visits: month.Sum(day => day.Visits), Spent: Money.Sum(month.Select(day => day.Spent))));
        var counted = months.ToDictionary(month => month.Month, month => (Visits: (long)month.Visits, month.Spent));
        foreach (var month in sold.Keys.Union(counted.Keys).Order())
        {
            var (said, kept) = (sold.GetValueOrDefault(month), counted.GetValueOrDefault(month));
            if (said != kept)
                return $"of {month} the sales say {said.Visits} visits for {said.Spent}, the months {kept.Visits} for {kept.Spent}.";
        }

        return null;
    }

    /// <summary>Whose sales have yet to be counted.</summary>
    private async Task<HashSet<long>> OnTheirWay(CancellationToken cancellationToken)
    {
        var members = new HashSet<long>();
        for (var after = 0L; ;)
        {
            var events = await db.Query<Message>("""
                SELECT EventId, Payload
                FROM   kernel.OutboxMessages
                WHERE  State = @Pending AND Kind = 'Checkout.SaleCompleted' AND EventId > @after
                ORDER BY EventId
                OFFSET 0 ROWS FETCH NEXT @EventsAtATime ROWS ONLY
                """, new { Pending, after, EventsAtATime }, cancellationToken);
            if (events.Count == 0)
                return members;
            after = events[^1].EventId;
            var named = events.Select(one => JsonSerializer.Deserialize<SaleCompleted>(one.Payload, ValueJson.Stored)!.MemberId).OfType<long>().Distinct().ToList();
            if (named.Count > 0)
                members.UnionWith(await db.Query<long>("SELECT COALESCE(MergedIntoId, MemberId) FROM members.Members WHERE MemberId IN @named", new { named }, cancellationToken));
        }
    }

    private sealed record Merged(long MemberId, long MergedIntoId);

    private sealed record Message(long EventId, string Payload);

    private sealed record GoodsRow(long MemberId, long ProductId, int Times, Quantity Quantity, Money Spent);

    private sealed record MonthRow(long MemberId, int Month, int Visits, Money Spent, Quantity Growth);

    private sealed record Row(
        long MemberId, int Visits, int Returns, Money Spent, Quantity Growth, DateOnly? FirstVisit, DateOnly? LastVisit, int YearVisits, Money YearSpent);

    private sealed record Bought(long Times, Quantity Quantity, Money Spent)
    {
        public static readonly Bought None = new(0, Quantity.Zero, Money.Zero);

        public Bought With(long times, Quantity quantity, Money spent) => new(Times + times, Quantity + quantity, Spent + spent);

        public override string ToString() => $"{Quantity} in {Times} sales for {Spent}";
    }

    private sealed record Figures(long Visits, long Returns, Money Spent, DateOnly FirstVisit, DateOnly LastVisit)
    {
        public static readonly Figures None = new(0, 0, Money.Zero, default, default);

        public static Figures Of(IReadOnlyList<MemberDay> days)
        {
            var visited = days.Where(day => day.Visits > 0).Select(day => day.BusinessDate).ToList();
            return new(
                days.Sum(day => day.Visits), days.Sum(day => day.Returns), Money.Sum(days.Select(day => day.Spent)), visited.DefaultIfEmpty().Min(), visited.DefaultIfEmpty().Max());
        }

        public override string ToString() => $"{Visits} visits and {Returns} returns for {Spent} from {FirstVisit:O} to {LastVisit:O}";
    }
}
