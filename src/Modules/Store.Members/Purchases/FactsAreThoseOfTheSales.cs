using System.Text.Json;
using Store.Contracts.Checkout;
using Store.Kernel.Verification;

namespace Store.Members.Purchases;

/// <summary>
/// What is counted of members against the sales that name them, page by page: visits, spend, usual goods, and the months and the year beside them. Of a member whose sales are still
/// on their way there is nothing to say.
/// </summary>
internal sealed class FactsAreThoseOfTheSales(Db db, IMediator mediator) : IInvariant
{
    private const int MembersAtATime = 400;
    private const int EventsAtATime = 500;
    private const int Pending = 0;
    private const int BreaksToTell = 20;

    public string Name => "Visits and spend of every member are those of their sales, and their months add up to them";

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
        var sold = (await mediator.Send(new GetMemberTotals(files), cancellationToken)).GroupBy(one => merged.GetValueOrDefault(one.MemberId, one.MemberId))
            .ToDictionary(member => member.Key, member => new Figures(
                member.Sum(one => one.Visits), member.Sum(one => one.Returns), Money.Sum(member.Select(one => one.Spent)),
                member.Where(one => one.Visits > 0).Select(one => one.FirstVisit).DefaultIfEmpty().Min(), member.Max(one => one.LastVisit)));
        var scored = await CareRun.At(db, MemberScores.Task, cancellationToken);
        var counted = (await db.Query<Row>("""
            SELECT f.MemberId, f.Visits, f.Returns, f.SpentMinor, f.GrowthMilli, f.FirstVisit, f.LastVisit, f.YearVisits,
                   COALESCE((SELECT SUM(m.SpentMinor) FROM members.MemberMonths m WHERE m.MemberId = f.MemberId), 0) AS MonthsMinor,
                   COALESCE((SELECT SUM(m.GrowthMilli) FROM members.MemberMonths m WHERE m.MemberId = f.MemberId), 0) AS MonthsGrowthMilli,
                   COALESCE((SELECT SUM(m.Visits) FROM members.MemberMonths m WHERE m.MemberId = f.MemberId AND m.Month >= @from), 0) AS MonthsVisits
            FROM   members.MemberFacts f
            WHERE  f.MemberId IN @memberIds
            """, new { memberIds, from = scored is { } at ? MemberScores.FirstMonth(DateOnly.FromDateTime(at)) : 0 }, cancellationToken)).ToDictionary(row => row.MemberId);
        var goods = await WrongGoods(memberIds, files, merged, cancellationToken);
        return memberIds.Select(memberId => (memberId, Fault: Fault(sold.GetValueOrDefault(memberId, Figures.None), counted.GetValueOrDefault(memberId)) ?? goods.GetValueOrDefault(memberId)))
            .Where(one => one.Fault is not null).ToDictionary(one => one.memberId, one => $"Member {one.memberId}: {one.Fault}");
    }

    /// <summary>The first product of each member of which the sales say another amount than the facts.</summary>
    private async Task<Dictionary<long, string>> WrongGoods(
        IReadOnlyList<long> memberIds, IReadOnlyList<long> files, Dictionary<long, long> merged, CancellationToken cancellationToken)
    {
        var spent = new Dictionary<(long MemberId, long ProductId), (Money Sold, Money Counted)>();
        foreach (var one in await mediator.Send(new GetMemberGoods(files), cancellationToken))
        {
            var key = (merged.GetValueOrDefault(one.MemberId, one.MemberId), one.ProductId);
            spent[key] = (spent.GetValueOrDefault(key).Sold + one.Spent, Money.Zero);
        }

        foreach (var one in await db.Query<GoodsRow>("SELECT MemberId, ProductId, SpentMinor FROM members.MemberGoods WHERE MemberId IN @memberIds", new { memberIds }, cancellationToken))
            spent[(one.MemberId, one.ProductId)] = (spent.GetValueOrDefault((one.MemberId, one.ProductId)).Sold, one.Spent);
        return spent.Where(one => one.Value.Sold != one.Value.Counted).OrderBy(one => one.Key).GroupBy(one => one.Key.MemberId)
            .ToDictionary(member => member.Key, member => member.First() is var (key, amounts) ? $"of product {key.ProductId} the sales say {amounts.Sold}, the facts {amounts.Counted}." : "");
    }

    private static string? Fault(Figures sold, Row? row)
    {
        var counted = row is null ? Figures.None : new Figures(row.Visits, row.Returns, row.Spent, row.FirstVisit ?? default, row.LastVisit ?? default);
        return counted != sold ? $"the sales say {sold}, the facts {counted}."
            : row is null ? null
            : row.Months != row.Spent ? $"spent {row.Spent} in all, {row.Months} in the months."
            : row.MonthsGrowth != row.Growth ? $"growth value {row.Growth} in all, {row.MonthsGrowth} in the months."

            // A sale that is counted long after its day is in the year until the next scores.
            : row.YearVisits < row.MonthsVisits ? $"{row.YearVisits} visits in the year, {row.MonthsVisits} in its months."
            : null;
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

    private sealed record GoodsRow(long MemberId, long ProductId, Money Spent);

    private sealed record Row(
        long MemberId, int Visits, int Returns, Money Spent, Quantity Growth, DateOnly? FirstVisit, DateOnly? LastVisit, int YearVisits, Money Months, Quantity MonthsGrowth, long MonthsVisits);

    private sealed record Figures(long Visits, long Returns, Money Spent, DateOnly FirstVisit, DateOnly LastVisit)
    {
        public static readonly Figures None = new(0, 0, Money.Zero, default, default);

        public override string ToString() => $"{Visits} visits and {Returns} returns for {Spent} from {FirstVisit:O} to {LastVisit:O}";
    }
}
