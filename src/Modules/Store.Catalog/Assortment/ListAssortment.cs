namespace Store.Catalog.Assortment;

/// <summary>The rules of what a store lists: its default first, then categories, then products.</summary>
internal static class ListAssortment
{
    internal sealed record Query(long StoreId, string? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    /// <param name="CategoryId">The category; null where the rule is for a product or for everything.</param>
    /// <param name="CategoryName">Its name.</param>
    /// <param name="ProductId">The product; null where it is not about one.</param>
    /// <param name="ProductCode">Its code.</param>
    /// <param name="ProductName">Its name.</param>
    /// <param name="Listed">Whether the store lists it.</param>
    /// <param name="SetBy">Who said so.</param>
    /// <param name="SetAt">When, UTC.</param>
    internal sealed record Item(
        long? CategoryId, string? CategoryName, long? ProductId, string? ProductCode, string? ProductName, bool Listed, string SetBy, DateTime SetAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.After).Must(after => after is null || Place.Of(after) is not null).WithMessage("'After' is not what the page before gave.");
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var after = query.After is null ? new Place(-1, -1) : Place.Of(query.After)!;
            var rows = await db.Query<Row>("""
                SELECT    a.ProductId, a.CategoryId, c.Name AS CategoryName, p.Code AS ProductCode, p.Name AS ProductName, a.Listed, a.SetByName, a.SetAt
                FROM      catalog.AssortmentRules a
                LEFT JOIN catalog.Categories c ON c.CategoryId = a.CategoryId
                LEFT JOIN catalog.Products p ON p.ProductId = a.ProductId
                WHERE     a.StoreId = @StoreId AND (a.ProductId > @ProductId OR (a.ProductId = @ProductId AND a.CategoryId > @CategoryId))
                ORDER BY a.ProductId, a.CategoryId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.StoreId, after.ProductId, after.CategoryId, Rows = query.Limit + 1 }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => FormattableString.Invariant($"{row.ProductId}-{row.CategoryId}"));
            return new Page<Item>([.. page.Items.Select(row => new Item(
                row.CategoryId == 0 ? null : row.CategoryId, row.CategoryName, row.ProductId == 0 ? null : row.ProductId, row.ProductCode, row.ProductName, row.Listed, row.SetByName, row.SetAt))],
                page.Next);
        }

        private sealed record Row(
            long ProductId, long CategoryId, string? CategoryName, string? ProductCode, string? ProductName, bool Listed, string SetByName, DateTime SetAt);
    }

    /// <summary>Where a page ends.</summary>
    internal sealed record Place(long ProductId, long CategoryId)
    {
        public static Place? Of(string text) => text.Split('-') is [var product, var category] && long.TryParse(product, System.Globalization.CultureInfo.InvariantCulture, out var productId)
            && long.TryParse(category, System.Globalization.CultureInfo.InvariantCulture, out var categoryId) ? new Place(productId, categoryId) : null;
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/assortment", (long storeId, string? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(ListAssortment)).WithSummary("The rules of what a store lists")
            .ProducesValidationProblem();
    }
}
