using Store.Contracts.Catalog;

namespace Store.Loyalty.Points.Rules;

/// <summary>Program and rules as this host has them in memory.</summary>
internal sealed class PointsShelf
{
    /// <summary>Categories can move without a rule being changed; so long may that take to count.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private volatile Entry? known;

    public PointsScheme? Find(long changes, DateTime now) => known is { } entry && entry.Changes == changes && now >= entry.MadeAt && now - entry.MadeAt < FreshFor ? entry.Scheme : null;

    public void Put(long changes, DateTime now, PointsScheme scheme) => known = new Entry(changes, now, scheme);

    private sealed record Entry(long Changes, DateTime MadeAt, PointsScheme Scheme);
}

/// <summary>Gives program and rules; only when they have been changed since, on whichever host, are they read again.</summary>
internal sealed class LivePoints(Db db, IMediator mediator, PointsShelf shelf, TimeProvider clock)
{
    public async Task<PointsScheme> Now(CancellationToken cancellationToken) =>
        await At(await db.Scalar<long>("SELECT Changes FROM loyalty.PointsPrograms WHERE ProgramId = 1", null, cancellationToken), cancellationToken);

    /// <param name="changes">How often they have been changed, as read with something else.</param>
    /// <param name="cancellationToken">When nobody waits any more.</param>
    public async Task<PointsScheme> At(long changes, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        if (shelf.Find(changes, now) is { } known)
            return known;

        var program = await db.Scalar<string>("SELECT Definition FROM loyalty.PointsPrograms WHERE ProgramId = 1", null, cancellationToken);
        var rules = await db.Query<Row>("SELECT RuleId, Definition FROM loyalty.PointsRules WHERE State = 'Active' ORDER BY RuleId", null, cancellationToken);
        var scheme = await Ready(PointsProgram.Read(program), [.. rules.Select(row => (row.RuleId, PointsRule.Read(row.Definition)))], cancellationToken);
        shelf.Put(changes, now, scheme);
        return scheme;
    }

    private async Task<PointsScheme> Ready(PointsProgram program, IReadOnlyList<(long RuleId, PointsRule Rule)> rules, CancellationToken cancellationToken)
    {
        var children = rules.Any(one => one.Rule.CategoryIds is { Count: > 0 })
            ? (await mediator.Send(new GetCategoryTree(), cancellationToken)).ToLookup(category => category.ParentId ?? 0, category => category.CategoryId)
            : Array.Empty<long>().ToLookup(category => category);
        return new PointsScheme(program, [.. rules.Select(one => new ReadyRule(one.RuleId, one.Rule, Below(one.Rule.CategoryIds ?? [], children)))]);
    }

    private static HashSet<long> Below(IEnumerable<long> categoryIds, ILookup<long, long> children)
    {
        var all = new HashSet<long>();
        var open = new Stack<long>(categoryIds);
        while (open.TryPop(out var category))
        {
            if (!all.Add(category))
                continue;
            foreach (var child in children[category])
                open.Push(child);
        }

        return all;
    }

    private sealed record Row(long RuleId, string Definition);
}

internal static class PointsRuleCounter
{
    /// <summary>Tells every host that the rules have changed.</summary>
    public static Task<int> CountRuleChange(this Db db, CancellationToken cancellationToken) =>
        db.Execute("UPDATE loyalty.PointsPrograms SET Changes = Changes + 1 WHERE ProgramId = 1", null, cancellationToken);
}
