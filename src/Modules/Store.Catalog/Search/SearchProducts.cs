using Store.Catalog.Assortment;
using Store.Catalog.Prices;
using Store.Contracts.Catalog;

namespace Store.Catalog.Search;

/// <summary>Finds goods at a till by item code, any part of the name, pinyin initials or the tail of a barcode. Goods that are not sold are left out.</summary>
internal static class SearchProducts
{
    internal sealed record Query(long StoreId, string? Text, int Limit) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long ProductId, string Code, string Name, string Brand, string Spec, string Unit, Money? Price, string? Barcode, long? PictureId);

    internal sealed class Validator : AbstractValidator<Query>
    {
        private const int LimitAtMost = 100;

        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(ProductSearch.TextLengthAtMost);
            RuleFor(query => query.Limit).InclusiveBetween(1, LimitAtMost);
        }
    }

    private const int HitsAtMost = 500;

    internal sealed class Handler(Db db, ProductSearch search, StoreAssortment assortment, IMediator mediator, WallClock wallClock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var ids = await Listed(query, cancellationToken);
            if (ids.Count == 0)
                return new Result([]);
            var rows = (await db.Query<Row>("""
                SELECT    p.ProductId, p.Code, p.Name, p.Brand, p.Spec, p.Unit, b.Barcode, i.PictureId
                FROM      catalog.Products p
                LEFT JOIN catalog.Barcodes b ON b.Barcode = (SELECT MIN(f.Barcode) FROM catalog.Barcodes f WHERE f.ProductId = p.ProductId)
                LEFT JOIN catalog.Pictures i ON i.PictureId =
                          (SELECT f.PictureId FROM catalog.Pictures f WHERE f.ProductId = p.ProductId ORDER BY f.Position, f.PictureId OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY)
                WHERE     p.ProductId IN @ids
                """, new { ids }, cancellationToken)).ToDictionary(row => row.ProductId);
            var local = await wallClock.Now(query.StoreId, cancellationToken);
            var prices = (await mediator.Send(new PriceProducts(query.StoreId, [.. rows.Keys.Select(id => new PriceItem(id))], local) { AlsoUnlisted = true }, cancellationToken))
                .ToDictionary(product => product.ProductId, product => product.Price);
            return new Result([.. ids.Where(rows.ContainsKey).Select(id => ItemOf(rows[id], prices.TryGetValue(id, out var price) ? price : null))]);
        }

        /// <summary>What the text finds of what the store lists; where that is little, it is looked for among more hits.</summary>
        private async Task<IReadOnlyList<long>> Listed(Query query, CancellationToken cancellationToken)
        {
            var mayAll = assortment.MaySellUnlisted(query.StoreId);
            foreach (var limit in new[] { query.Limit, HitsAtMost })
            {
                var ids = await search.Find(query.Text ?? "", alsoInactive: false, limit, cancellationToken);
                if (mayAll || ids.Count == 0)
                    return ids;
                var products = await db.Query<Found>("SELECT ProductId, CategoryId FROM catalog.Products WHERE ProductId IN @ids", new { ids }, cancellationToken);
                var listed = await assortment.Listed(query.StoreId, [.. products.Select(product => (product.ProductId, product.CategoryId))], cancellationToken);
                if (listed.Count >= query.Limit || ids.Count < limit || listed.Count == ids.Count || limit == HitsAtMost)
                    return [.. ids.Where(listed.Contains).Take(query.Limit)];
            }

            return [];
        }

        private sealed record Found(long ProductId, long? CategoryId);

        private static Item ItemOf(Row row, Money? price) => new(row.ProductId, row.Code, row.Name, row.Brand, row.Spec, row.Unit, price, row.Barcode, row.PictureId);

        private sealed record Row(long ProductId, string Code, string Name, string Brand, string Spec, string Unit, string? Barcode, long? PictureId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        private const int DefaultLimit = 20;

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/search", (long storeId, string? text, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, text, limit ?? DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(SearchProducts)).WithSummary("Find goods by code, part of the name, pinyin initials or tail of the barcode")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
