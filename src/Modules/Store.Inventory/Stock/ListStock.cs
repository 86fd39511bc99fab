using System.Globalization;
using Store.Contracts.Catalog;

namespace Store.Inventory.Stock;

/// <summary>A store's stock: all of it in the order of product ids, or what a search text finds, best first and with what is not in stock.</summary>
internal static class ListStock
{
    private const int FoundAtMost = 500;

    internal sealed record Query(long StoreId, string? Text, long? After, int Limit) : IQuery<Page<StockItem>>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(100);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db, GoodsNames names, IMediator mediator) : IRequestHandler<Query, Page<StockItem>>
    {
        public async Task<Page<StockItem>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = string.IsNullOrWhiteSpace(query.Text) ? await All(query, cancellationToken) : await Found(query, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.ProductId.ToString(CultureInfo.InvariantCulture));
            var products = await names.Of(page.Items.Select(row => row.ProductId), cancellationToken);
            return new Page<StockItem>([.. page.Items.Select(row => StockItem.Of(row, products.GetValueOrDefault(row.ProductId)))], page.Next);
        }

        private Task<IReadOnlyList<StockRow>> All(Query query, CancellationToken cancellationToken) => db.Query<StockRow>("""
            SELECT ProductId, QuantityMilli, ValueMinor, NegativeAllowed
            FROM   inventory.Stock
            WHERE  StoreId = @StoreId AND ProductId > @After
            ORDER BY ProductId
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { query.StoreId, After = query.After ?? 0, Rows = query.Limit + 1 }, cancellationToken);

        private async Task<IReadOnlyList<StockRow>> Found(Query query, CancellationToken cancellationToken)
        {
            var found = (await mediator.Send(new SearchProductIds(query.Text!.Trim(), FoundAtMost), cancellationToken)).AsEnumerable();
            if (query.After is { } after)
                found = found.SkipWhile(productId => productId != after).Skip(1);
            var productIds = found.Take(query.Limit + 1).ToList();
            if (productIds.Count == 0)
                return [];

            var there = (await db.Query<StockRow>("""
                SELECT ProductId, QuantityMilli, ValueMinor, NegativeAllowed
                FROM   inventory.Stock
                WHERE  StoreId = @StoreId AND ProductId IN @productIds
                """, new { query.StoreId, productIds }, cancellationToken)).ToDictionary(row => row.ProductId);
            return productIds.ConvertAll(productId => there.GetValueOrDefault(productId) ?? StockRow.Nothing(productId));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/stock", (long storeId, string? text, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, text, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("inventory.view")
            .WithName(nameof(ListStock)).WithSummary("List a store's stock")
            .ProducesValidationProblem();
    }
}
