using Store.Contracts.Catalog;

namespace Store.Loyalty.Points.Rules;

/// <summary>Gives program and rules; only when they have been changed since, on whichever host, are they read again.</summary>
internal sealed class LivePoints(Db db, IMediator mediator, ChangeShelf<long, PointsScheme> shelf, TimeProvider clock)
{
    private const long Program = 1;

    public async Task<PointsScheme> Now(CancellationToken cancellationToken) =>
        await At(await db.Scalar<long>("SELECT Changes FROM loyalty.PointsPrograms WHERE ProgramId = 1", null, cancellationToken), cancellationToken);

    /// <param name="changes">How often they have been changed, as read with something else.</param>
    /// <param name="cancellationToken">When nobody waits any more.</param>
    public async Task<PointsScheme> At(long changes, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        if (shelf.Find(Program, changes, now) is { } known)
            return known;

        var program = await db.Scalar<string>("SELECT Definition FROM loyalty.PointsPrograms WHERE ProgramId = 1", null, cancellationToken);
        var rules = await db.Query<Row>("SELECT RuleId, Definition FROM loyalty.PointsRules WHERE State = 'Active' ORDER BY RuleId", null, cancellationToken);
        var scheme = await Ready(PointsProgram.Read(program), [.. rules.Select(row => (row.RuleId, PointsRule.Read(row.Definition)))], cancellationToken);
        shelf.Put(Program, changes, now, scheme);
        return scheme;
    }

    private async Task<PointsScheme> Ready(PointsProgram program, IReadOnlyList<(long RuleId, PointsRule Rule)> rules, CancellationToken cancellationToken)
    {
        var categories = rules.Any(one => one.Rule.CategoryIds is { Count: > 0 }) ? new CategoryBranches(await mediator.Send(new GetCategoryTree(), cancellationToken)) : CategoryBranches.None;
        return new PointsScheme(program, [.. rules.Select(one => new ReadyRule(one.RuleId, one.Rule, categories.With(one.Rule.CategoryIds ?? [])))]);
    }

    private sealed record Row(long RuleId, string Definition);
}

internal static class PointsRuleCounter
{
    /// <summary>Tells every host that the rules have changed.</summary>
    public static Task<int> CountRuleChange(this Db db, CancellationToken cancellationToken) =>
        db.Execute("UPDATE loyalty.PointsPrograms SET Changes = Changes + 1 WHERE ProgramId = 1", null, cancellationToken);
}
