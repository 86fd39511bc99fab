using System.Runtime.CompilerServices;
using Store.Catalog.Barcodes;
using Store.Catalog.Categories;
using Store.Catalog.Prices;
using Store.Catalog.Products;
using Store.Contracts.Catalog;
using Store.Kernel.Files;

namespace Store.Catalog.Import;

/// <summary>
/// The whole range as a CSV or XLSX file with the columns of the import; brought in again, every row counts as unchanged. Written as it is read, a page at a time.
/// </summary>
internal static class ExportProducts
{
    internal sealed record Query(Stream Target, bool AsXlsx) : IQuery<Done>;

    internal sealed class Handler(Db db, WallClock wallClock) : IRequestHandler<Query, Done>
    {
        private const int RowsAtATime = 500;

        private static readonly int[] Widths = [18, 36, 16, 16, 8, 28, 10, 12, 40, 8, 24, 10, 12, 10];

        public async Task<Done> Handle(Query query, CancellationToken cancellationToken)
        {
            await TableExport.Write(query.Target, query.AsXlsx, "products", [.. ImportColumns.Names.Keys.Zip(Widths)], Pages(cancellationToken), cancellationToken);
            return Done.It;
        }

        /// <summary>The rows of the file, in the order of the item codes.</summary>
        private async IAsyncEnumerable<IEnumerable<object?[]>> Pages([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var paths = await CategoryPaths(cancellationToken);
            var local = await wallClock.Now(PriceRow.WholeChain, cancellationToken);
            for (var after = ""; ;)
            {
                var rows = await db.Query<Row>($"""
                    SELECT    p.ProductId, p.Code, p.Name, p.Brand, p.Spec, p.Unit, p.CategoryId, t.Code AS TaxCode, r.PriceMinor, p.Active, p.Flags, p.AgeLimit, p.ContentMilli,
                              p.ContentUnit, p.ContentPer
                    FROM      catalog.Products p
                    JOIN      catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId
                    LEFT JOIN catalog.Prices r ON r.PriceId = {PriceRows.InForce}
                    WHERE     p.Code > @after
                    ORDER BY p.Code
                    OFFSET 0 ROWS FETCH NEXT @RowsAtATime ROWS ONLY
                    """, new { after, RowsAtATime, StoreId = PriceRow.WholeChain, Local = local }, cancellationToken);
                if (rows.Count == 0)
                    yield break;
                var barcodes = (await db.BarcodesOf([.. rows.Select(row => row.ProductId)], cancellationToken)).ToLookup(barcode => barcode.ProductId);
                yield return rows.Select(row => Cells(row, row.CategoryId is { } categoryId ? paths.GetValueOrDefault(categoryId, "") : "", barcodes[row.ProductId]));
                after = rows[^1].Code;
            }
        }

        private static object?[] Cells(Row row, string category, IEnumerable<BarcodeRow> barcodes) =>
        [
            row.Code, row.Name, row.Brand, row.Spec, row.Unit, category, row.TaxCode, row.Price?.ToDecimal(), string.Join(' ', barcodes.Select(ImportRow.Text)), row.Active ? 1 : 0,
            string.Join(' ', ItemFlagNames.Of((ItemFlags)row.Flags)), row.AgeLimit, row.Content == Quantity.Zero ? "" : $"{row.Content} {row.ContentUnit}", row.ContentPer,
        ];

        private async Task<Dictionary<long, string>> CategoryPaths(CancellationToken cancellationToken)
        {
            var categories = (await db.Query<CategoryRow>("SELECT CategoryId, ParentId, Name FROM catalog.Categories", null, cancellationToken))
                .ToDictionary(category => category.CategoryId);
            return categories.Values.ToDictionary(category => category.CategoryId, category =>
            {
                var names = new List<string>();
                for (var at = category; at is not null && names.Count <= CategoryTree.LevelsAtMost; at = categories.GetValueOrDefault(at.ParentId))
                    names.Insert(0, at.Name);
                return string.Join(CategoryTree.Separator, names);
            });
        }

        private sealed record Row(
            long ProductId, string Code, string Name, string Brand, string Spec, string Unit, long? CategoryId, string TaxCode, Money? Price, bool Active,
            int Flags, int AgeLimit, Quantity Content, string ContentUnit, string ContentPer);

        private sealed record CategoryRow(long CategoryId, long ParentId, string Name);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/products/export", (string? format, IMediator mediator, CancellationToken cancel) => string.Equals(format, "xlsx", StringComparison.OrdinalIgnoreCase)
                ? Results.Stream(target => mediator.Send(new Query(target, AsXlsx: true), cancel), TableExport.Xlsx, "products.xlsx")
                : Results.Stream(target => mediator.Send(new Query(target, AsXlsx: false), cancel), TableExport.Csv, "products.csv"))
            .RequirePermission("catalog.view")
            .WithName(nameof(ExportProducts)).WithSummary("Export the whole range as CSV or XLSX")
            .Produces<string>(StatusCodes.Status200OK, "text/csv", TableExport.Xlsx);
    }
}
