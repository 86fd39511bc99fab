using System.Globalization;

namespace Store.Loyalty.Points.Rules;

/// <summary>The rules for earning points, newest first.</summary>
internal static class ListPointsRules
{
    internal sealed record Query(bool Ended, long After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(long RuleId, PointsRule Rule, bool Ended, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT RuleId, State, Definition, Version
                FROM   loyalty.PointsRules
                WHERE  RuleId < @After AND (State = 'Active' OR @Ended = 1)
                ORDER BY RuleId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.After, query.Ended, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.RuleId.ToString(CultureInfo.InvariantCulture));
            return new Page<Item>([.. page.Items.Select(row => new Item(row.RuleId, PointsRule.Read(row.Definition), row.State == "Ended", row.Version))], page.Next);
        }

        private sealed record Row(long RuleId, string State, string Definition, int Version);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/points/rules", (bool? ended, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(ended ?? false, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(PointsPermissions.View)
            .WithName(nameof(ListPointsRules)).WithSummary("List rules for earning points")
            .ProducesValidationProblem();
    }
}
