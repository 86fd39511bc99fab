namespace Store.Catalog.PriceFloors;

/// <summary>The lowest prices and margins that are set: the chain's, those of categories, those of products.</summary>
internal static class ListPriceFloors
{
    internal sealed record Query(FloorKind? Kind, long? TargetId, long After, int Limit) : IQuery<Page<Item>>;

    /// <param name="Kind">What it is set for.</param>
    /// <param name="TargetId">The product or category; 0 for the chain.</param>
    /// <param name="Name">Its name; empty for the chain.</param>
    /// <param name="Code">The product's item code; null for the others.</param>
    /// <param name="Floor">Lowest price of one base unit; null for none.</param>
    /// <param name="Margin">Lowest margin in percent of the price without tax; null for none.</param>
    /// <param name="SetBy">Who set it.</param>
    /// <param name="SetAt">When, UTC.</param>
    internal sealed record Item(FloorKind Kind, long TargetId, string Name, string? Code, Money? Floor, decimal? Margin, string SetBy, DateTime SetAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        private const decimal PpmPerPercent = 10_000;

        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT    f.Kind, f.TargetId, COALESCE(p.Name, c.Name, '') AS Name, p.Code, f.FloorMinor, f.MarginPpm, f.SetByName, f.SetAt
                FROM      catalog.PriceFloors f
                LEFT JOIN catalog.Products p ON f.Kind = 'Product' AND p.ProductId = f.TargetId
                LEFT JOIN catalog.Categories c ON f.Kind = 'Category' AND c.CategoryId = f.TargetId
                WHERE     f.TargetId > @After AND (@Kind = '' OR f.Kind = @Kind) AND (@TargetId < 0 OR f.TargetId = @TargetId)
                ORDER BY f.TargetId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { Kind = query.Kind?.ToString() ?? "", TargetId = query.TargetId ?? -1, query.After, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.TargetId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return new Page<Item>(
                [.. page.Items.Select(row => new Item(
                    Enum.Parse<FloorKind>(row.Kind), row.TargetId, row.Name, row.Code, row.Floor, row.MarginPpm / PpmPerPercent, row.SetByName, row.SetAt))], page.Next);
        }

        private sealed record Row(string Kind, long TargetId, string Name, string? Code, Money? Floor, int? MarginPpm, string SetByName, DateTime SetAt);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/price-floors", (FloorKind? kind, long? targetId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(kind, targetId, after ?? -1, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListPriceFloors)).WithSummary("The lowest prices and margins that are set")
            .ProducesValidationProblem();
    }
}
