using Store.Catalog.Prices;

namespace Store.Catalog.Search;

/// <summary>Finds goods at a till by item code, any part of the name, pinyin initials or the tail of a barcode. Goods that are not sold are left out.</summary>
internal static class SearchProducts
{
    internal sealed record Query(long StoreId, string? Text, int Limit) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(IReadOnlyList<Item> Items);

    internal sealed record Item(long ProductId, string Code, string Name, string Brand, string Spec, string Unit, Money? Price, string? Barcode);

    internal sealed class Validator : AbstractValidator<Query>
    {
        private const int LimitAtMost = 100;

        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(ProductSearch.TextLengthAtMost);
            RuleFor(query => query.Limit).InclusiveBetween(1, LimitAtMost);
        }
    }

    internal sealed class Handler(Db db, ProductSearch search, PriceBook book, WallClock wallClock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var ids = await search.Find(query.Text ?? "", alsoInactive: false, query.Limit, cancellationToken);
            if (ids.Count == 0)
                return new Result([]);
            var rows = (await db.Query<Row>("""
                SELECT    p.ProductId, p.Code, p.Name, p.Brand, p.Spec, p.Unit, b.Barcode
                FROM      catalog.Products p
                LEFT JOIN catalog.Barcodes b ON b.Barcode = (SELECT MIN(f.Barcode) FROM catalog.Barcodes f WHERE f.ProductId = p.ProductId)
                WHERE     p.ProductId IN @ids
                """, new { ids }, cancellationToken)).ToDictionary(row => row.ProductId);
            var local = await wallClock.Now(query.StoreId, cancellationToken);
            var prices = await book.Find(query.StoreId, [.. rows.Keys.Select(id => new Priceable(id, "", Quantity.One))], local, customer: null, cancellationToken);
            return new Result([.. ids.Where(rows.ContainsKey).Select(id => ItemOf(rows[id], prices.GetValueOrDefault((id, ""))?.Price))]);
        }

        private static Item ItemOf(Row row, Money? price) => new(row.ProductId, row.Code, row.Name, row.Brand, row.Spec, row.Unit, price, row.Barcode);

        private sealed record Row(long ProductId, string Code, string Name, string Brand, string Spec, string Unit, string? Barcode);
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
