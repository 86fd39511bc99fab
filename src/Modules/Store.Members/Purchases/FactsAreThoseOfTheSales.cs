using Store.Contracts.Checkout;
using Store.Kernel.Verification;

namespace Store.Members.Purchases;

/// <summary>What is counted of members against the sales that name them, page by page. While sales are still on their way there is nothing to say.</summary>
internal sealed class FactsAreThoseOfTheSales(Db db, IMediator mediator) : IInvariant
{
    private const int MembersAtATime = 400;
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
                return breaks;
            after = members[^1];
            var wrong = await Wrong(members, cancellationToken);
            if (wrong.Count == 0)
                continue;
            if (await OnItsWay(cancellationToken))
                return [];

            // The figures were not read at one moment: a sale may have come between, and is now counted.
            breaks.AddRange((await Wrong([.. wrong.Keys], cancellationToken)).Values);
        }

        return [.. breaks.Take(BreaksToTell)];
    }

    private async Task<Dictionary<long, string>> Wrong(IReadOnlyList<long> memberIds, CancellationToken cancellationToken)
    {
        var merged = (await db.Query<Merged>("SELECT MemberId, MergedIntoId FROM members.Members WHERE MergedIntoId IN @memberIds", new { memberIds }, cancellationToken))
            .ToDictionary(file => file.MemberId, file => file.MergedIntoId);
        var sold = (await mediator.Send(new GetMemberTotals([.. memberIds, .. merged.Keys]), cancellationToken)).GroupBy(one => merged.GetValueOrDefault(one.MemberId, one.MemberId))
            .ToDictionary(member => member.Key, member => new Figures(
                member.Sum(one => one.Visits), member.Sum(one => one.Returns), Money.Sum(member.Select(one => one.Spent)),
                member.Where(one => one.Visits > 0).Select(one => one.FirstVisit).DefaultIfEmpty().Min(), member.Max(one => one.LastVisit)));
        var counted = (await db.Query<Row>("""
            SELECT f.MemberId, f.Visits, f.Returns, f.SpentMinor, f.FirstVisit, f.LastVisit,
                   COALESCE((SELECT SUM(m.SpentMinor) FROM members.MemberMonths m WHERE m.MemberId = f.MemberId), 0) AS MonthsMinor
            FROM   members.MemberFacts f
            WHERE  f.MemberId IN @memberIds
            """, new { memberIds }, cancellationToken)).ToDictionary(row => row.MemberId);
        return memberIds.Select(memberId => (memberId, Fault: Fault(sold.GetValueOrDefault(memberId, Figures.None), counted.GetValueOrDefault(memberId))))
            .Where(one => one.Fault is not null).ToDictionary(one => one.memberId, one => $"Member {one.memberId}: {one.Fault}");
    }

    private static string? Fault(Figures sold, Row? row)
    {
        var counted = row is null ? Figures.None : new Figures(row.Visits, row.Returns, row.Spent, row.FirstVisit ?? default, row.LastVisit ?? default);
        return counted != sold ? $"the sales say {sold}, the facts {counted}." : row is not null && row.Months != row.Spent ? $"spent {row.Spent} in all, {row.Months} in the months." : null;
    }

    private async Task<bool> OnItsWay(CancellationToken cancellationToken) => (await db.Query<long>("""
        SELECT EventId FROM kernel.OutboxMessages WHERE State = @Pending AND Kind = 'Checkout.SaleCompleted' ORDER BY State, DueAt, EventId OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
        """, new { Pending }, cancellationToken)).Count > 0;

    private sealed record Merged(long MemberId, long MergedIntoId);

    private sealed record Row(long MemberId, int Visits, int Returns, Money Spent, DateOnly? FirstVisit, DateOnly? LastVisit, Money Months);

    private sealed record Figures(long Visits, long Returns, Money Spent, DateOnly FirstVisit, DateOnly LastVisit)
    {
        public static readonly Figures None = new(0, 0, Money.Zero, default, default);

        public override string ToString() => $"{Visits} visits and {Returns} returns for {Spent} from {FirstVisit:O} to {LastVisit:O}";
    }
}
