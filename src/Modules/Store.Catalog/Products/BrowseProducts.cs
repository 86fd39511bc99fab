using System.Text;
using Store.Catalog.Barcodes;
using Store.Catalog.Categories;
using Store.Catalog.Prices;
using Store.Catalog.Search;

namespace Store.Catalog.Products;

/// <summary>The range of goods, in the order of their codes: all, those of a category and all below it, or those that a text finds.</summary>
internal static class BrowseProducts
{
    internal sealed record Query(string? Text, long? CategoryId, long StoreId, string? After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(
        long ProductId, string Code, string Name, string Brand, string Spec, string Unit, long? CategoryId, string? CategoryName, string TaxCode, Money? Price,
        IReadOnlyList<ProductBarcode> Barcodes, bool Active, int Version, long? StyleId, string? StyleName, long? PictureId);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(ProductSearch.TextLengthAtMost);
            RuleFor(query => query.After).MaximumLength(48);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db, ProductSearch search, WallClock wallClock, ChainWide chainWide) : IRequestHandler<Query, Page<Item>>
    {
        // What a text finds is paged among this many of the best hits; people refine the text rather than read on.
        private const int HitsAtMost = 500;

        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            chainWide.RequireStore(query.StoreId);
            IReadOnlyList<long> hits = [];
            if (!string.IsNullOrWhiteSpace(query.Text))
            {
                hits = await search.Find(query.Text, alsoInactive: true, HitsAtMost, cancellationToken);
                if (hits.Count == 0)
                    return new Page<Item>([], Next: null);
            }

            var rows = await db.Query<Row>(Statement(query, hits.Count > 0), new
            {
                hits, query.CategoryId, query.StoreId, After = query.After ?? "", Rows = query.Limit + 1, Local = await wallClock.Now(query.StoreId, cancellationToken),
            }, cancellationToken);
            var page = Paging.Page(rows, query.Limit, row => row.Code);
            var barcodes = (await db.BarcodesOf([.. page.Items.Select(row => row.ProductId)], cancellationToken)).ToLookup(barcode => barcode.ProductId);
            return new Page<Item>([.. page.Items.Select(row => ItemOf(row, barcodes[row.ProductId]))], page.Next);
        }

        private static string Statement(Query query, bool byHits)
        {
            var sql = new StringBuilder();
            if (query.CategoryId is not null)
                sql.Append("WITH ").AppendLine(CategoryTree.Branch);
            sql.Append($"""
                SELECT    p.ProductId, p.Code, p.Name, p.Brand, p.Spec, p.Unit, p.CategoryId, c.Name AS CategoryName, t.Code AS TaxCode, r.PriceMinor, p.Active, p.Version,
                          s.StyleId, s.Name AS StyleName, i.PictureId
                FROM      catalog.Products p
                JOIN      catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId
                LEFT JOIN catalog.Categories c ON c.CategoryId = p.CategoryId
                LEFT JOIN catalog.Prices r ON r.PriceId = {PriceRows.InForce}
                LEFT JOIN catalog.Variants v ON v.ProductId = p.ProductId
                LEFT JOIN catalog.Styles s ON s.StyleId = v.StyleId
                LEFT JOIN catalog.Pictures i ON i.PictureId =
                          (SELECT f.PictureId FROM catalog.Pictures f WHERE f.ProductId = p.ProductId ORDER BY f.Position, f.PictureId OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY)
                WHERE     p.Code > @After
                """);
            if (query.CategoryId is not null)
                sql.Append(" AND p.CategoryId IN (SELECT CategoryId FROM branch)");
            if (byHits)
                sql.Append(" AND p.ProductId IN @hits");
            return sql.Append(" ORDER BY p.Code OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY").ToString();
        }

        private static Item ItemOf(Row row, IEnumerable<BarcodeRow> barcodes) => new(
            row.ProductId, row.Code, row.Name, row.Brand, row.Spec, row.Unit, row.CategoryId, row.CategoryName, row.TaxCode, row.Price,
            BarcodeRows.Shown(barcodes), row.Active, row.Version, row.StyleId, row.StyleName, row.PictureId);

        private sealed record Row(
            long ProductId, string Code, string Name, string Brand, string Spec, string Unit, long? CategoryId, string? CategoryName, string TaxCode, Money? Price, bool Active,
            int Version, long? StyleId, string? StyleName, long? PictureId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/products", (string? text, long? categoryId, long? storeId, string? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(text, categoryId, storeId ?? PriceRow.WholeChain, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("catalog.view")
            .WithName(nameof(BrowseProducts)).WithSummary("List or search the range of goods")
            .ProducesValidationProblem();
    }
}
