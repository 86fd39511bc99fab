using Store.Contracts.Members;

namespace Store.Loyalty.Points.Rules;

/// <summary>What may earn points on a ticket.</summary>
/// <param name="StoreId">Where.</param>
/// <param name="LevelId">The member's level; null without one.</param>
/// <param name="GroupIds">The member's groups.</param>
/// <param name="LocalTime">The clock on the store's wall.</param>
/// <param name="Lines">The goods that may earn.</param>
/// <param name="TenderShares">By tender, which part of the ticket it pays, 0 to 1.</param>
internal sealed record EarningTicket(
    long StoreId, long? LevelId, IReadOnlyList<long> GroupIds, DateTime LocalTime, IReadOnlyList<EarningLine> Lines, IReadOnlyDictionary<string, decimal> TenderShares)
{
    /// <summary>The member's cards that are good.</summary>
    public IReadOnlyList<StandingCard> Cards { get; init; } = [];
}

/// <param name="LineNumber">The line.</param>
/// <param name="ProductId">What.</param>
/// <param name="CategoryId">Its category.</param>
/// <param name="Quantity">How much of it.</param>
/// <param name="Total">What is paid for it.</param>
/// <param name="Paid">What of that is paid by other than points.</param>
internal sealed record EarningLine(int LineNumber, long ProductId, long? CategoryId, Quantity Quantity, Money Total, Money Paid);

/// <param name="LineNumber">The line.</param>
/// <param name="Points">What it earns; whole, and adds up to the ticket's points.</param>
/// <param name="By">Where they come from, before rounding.</param>
internal sealed record EarnedLine(int LineNumber, long Points, IReadOnlyList<EarnedBy> By);

/// <param name="RuleId">The rule; null for the program itself.</param>
/// <param name="Name">Its name; empty for the program.</param>
/// <param name="Points">What it gives, or takes off.</param>
/// <param name="Counts">False where another rule is better for the member.</param>
internal sealed record EarnedBy(long? RuleId, string Name, decimal Points, bool Counts);

/// <summary>A rule made ready to be asked quickly.</summary>
internal sealed class ReadyRule(long ruleId, PointsRule rule, IReadOnlySet<long> categories)
{
    private readonly HashSet<long> products = [.. rule.ProductIds ?? []];

    public long RuleId => ruleId;

    public PointsRule Rule => rule;

    /// <summary>Which part of the ticket it is for: 0 where it is not for it at all.</summary>
    public decimal ShareOf(EarningTicket ticket) =>
        (rule.StoreIds is { Count: > 0 } stores && !stores.Contains(ticket.StoreId))
        || (rule.LevelIds is { Count: > 0 } levels && !(ticket.LevelId is { } level && levels.Contains(level)))
        || (rule.GroupIds is { Count: > 0 } groups && !groups.Any(ticket.GroupIds.Contains))
        || !rule.IsForCards(ticket.Cards) || !rule.IsOn(ticket.LocalTime) ? 0
        : rule.Tender is { } tender ? ticket.TenderShares.GetValueOrDefault(tender)
        : 1;

    public bool IsFor(EarningLine line) =>
        (products.Count == 0 && categories.Count == 0) || products.Contains(line.ProductId) || (line.CategoryId is { } category && categories.Contains(category));

    /// <summary>What it gives beside the program's points.</summary>
    public decimal Extra(EarningLine line, decimal programPoints) =>
        rule.Factor is { } factor ? programPoints * (factor - 1) : rule.PerUnit!.Value * line.Quantity.ToDecimal() * line.Paid.Minor / line.Total.Minor;
}

/// <summary>Program and rules, and what a ticket earns by them.</summary>
internal sealed class PointsScheme(PointsProgram program, IReadOnlyList<ReadyRule> rules)
{
    // Weights of lines are exact to this part of a point.
    private const decimal WeightsPerPoint = 10_000;

    public PointsProgram Program => program;

    /// <summary>The points of each line. They are rounded once, for the ticket, and spread over the lines by largest remainder.</summary>
    public IReadOnlyList<EarnedLine> Earn(EarningTicket ticket)
    {
        var lines = ticket.Lines.Where(line => line.Paid > Money.Zero).ToList();
        if (!program.Active || lines.Count == 0 || Money.Sum(lines.Select(line => line.Paid)) < program.MinOrder || (program.ExcludedGroupIds ?? []).Any(ticket.GroupIds.Contains))
            return [];

        var shares = rules.Select(rule => (Rule: rule, Share: rule.ShareOf(ticket))).Where(one => one.Share > 0).ToList();
        var by = lines.ConvertAll(line => By(line, shares));
        var exact = by.ConvertAll(Counted);
        var whole = new Money(Whole(exact.Sum())).Spread(exact.ConvertAll(points => (long)(points * WeightsPerPoint)));
        return [.. lines.Select((line, index) => new EarnedLine(line.LineNumber, whole[index].Minor, by[index]))];
    }

    private static decimal Counted(EarnedBy[] sources)
    {
        var points = 0m;
        foreach (var source in sources)
            points += source.Counts ? source.Points : 0;
        return Math.Max(0, points);
    }

    private EarnedBy[] By(EarningLine line, List<(ReadyRule Rule, decimal Share)> shares)
    {
        var own = line.Paid.ToDecimal() * program.PointsPerUnit;
        if (shares.Count == 0)
            return [new EarnedBy(RuleId: null, "", own, Counts: true)];
        var extras = shares.Where(one => one.Rule.IsFor(line)).Select(one => (one.Rule, Points: one.Rule.Extra(line, own) * one.Share)).ToList();
        var best = extras.Where(one => !one.Rule.Rule.AddsUp).OrderByDescending(one => one.Points).Select(one => one.Rule).FirstOrDefault();
        return [new EarnedBy(RuleId: null, "", own, Counts: true), .. extras.Select(one => new EarnedBy(one.Rule.RuleId, one.Rule.Rule.Name, one.Points, one.Rule.Rule.AddsUp || one.Rule == best))];
    }

    private long Whole(decimal points) => (long)(program.Rounding switch
    {
        PointsRounding.Up => decimal.Ceiling(points),
        PointsRounding.Nearest => decimal.Round(points, 0, MidpointRounding.AwayFromZero),
        _ => decimal.Floor(points),
    });
}
