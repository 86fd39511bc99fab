using System.Globalization;
using Store.Loyalty.Value;

namespace Store.Loyalty.Passes;

/// <summary>The history of a pass, latest first.</summary>
internal static class ListPassEntries
{
    internal sealed record Query(long PassId, long? After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(long EntryId, string Kind, int Uses, long StoreId, string UserName, DateTime OccurredAt, bool Undone);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT e.EntryId, e.Kind, e.Uses, e.StoreId, e.UserName, e.OccurredAt,
                       (SELECT COUNT(*) FROM loyalty.PassEntries u WHERE u.PassId = e.PassId AND u.UndoesId = e.EntryId) AS Undone
                FROM   loyalty.PassEntries e
                WHERE  e.PassId = @PassId AND e.EntryId < @After
                ORDER BY e.EntryId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.PassId, After = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(
                [.. rows.Select(row => new Item(row.EntryId, row.Kind, row.Uses, row.StoreId, row.UserName, row.OccurredAt, row.Undone > 0))], query.Limit,
                row => row.EntryId.ToString(CultureInfo.InvariantCulture));
        }

        private sealed record Row(long EntryId, string Kind, int Uses, long StoreId, string UserName, DateTime OccurredAt, int Undone);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/passes/{passId:long}/entries", (long passId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(passId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(ListPassEntries)).WithSummary("A pass, visit by visit")
            .ProducesValidationProblem();
    }
}
