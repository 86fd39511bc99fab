using System.Globalization;
using CsvHelper;
using Store.Catalog.Barcodes;
using Store.Catalog.Categories;
using Store.Catalog.Prices;
using Store.Catalog.Products;
using Store.Contracts.Catalog;
using Store.Kernel.Files;

namespace Store.Catalog.Import;

/// <summary>The whole range as a CSV file with the columns of the import; brought in again, every row counts as unchanged. Written as it is read, a page at a time.</summary>
internal static class ExportProducts
{
    internal sealed record Query(Stream Target) : IQuery<Done>;

    internal sealed class Handler(Db db, WallClock wallClock) : IRequestHandler<Query, Done>
    {
        private const int RowsAtATime = 500;

        public async Task<Done> Handle(Query query, CancellationToken cancellationToken)
        {
            // The mark at the start tells spreadsheets that it is UTF-8.
            await using var csv = CsvWriter.Create(query.Target, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true);
            foreach (var column in ImportColumns.Names.Keys)
                csv.WriteField(column);
            await csv.EndRecordAsync(cancellationToken);

            var paths = await CategoryPaths(cancellationToken);
            var local = await wallClock.Now(PriceRow.WholeChain, cancellationToken);
            for (var after = ""; ;)
            {
                var rows = await db.Query<Row>($"""
                    SELECT    p.ProductId, p.Code, p.Name, p.Brand, p.Spec, p.Unit, p.CategoryId, t.Code AS TaxCode, r.PriceMinor, p.Active, p.Flags, p.AgeLimit
                    FROM      catalog.Products p
                    JOIN      catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId
                    LEFT JOIN catalog.Prices r ON r.PriceId = {PriceRows.InForce}
                    WHERE     p.Code > @after
                    ORDER BY p.Code
                    OFFSET 0 ROWS FETCH NEXT @RowsAtATime ROWS ONLY
                    """, new { after, RowsAtATime, StoreId = PriceRow.WholeChain, Local = local }, cancellationToken);
                if (rows.Count == 0)
                    return Done.It;
                var barcodes = (await db.BarcodesOf([.. rows.Select(row => row.ProductId)], cancellationToken)).ToLookup(barcode => barcode.ProductId);
                foreach (var row in rows)
                {
                    Write(csv, row, row.CategoryId is { } categoryId ? paths.GetValueOrDefault(categoryId, "") : "", barcodes[row.ProductId]);
                    await csv.EndRecordAsync(cancellationToken);
                }

                await csv.FlushAsync(cancellationToken);
                after = rows[^1].Code;
            }
        }

        private static void Write(CsvWriter csv, Row row, string category, IEnumerable<BarcodeRow> barcodes)
        {
            foreach (var text in new[] { row.Code, row.Name, row.Brand, row.Spec, row.Unit, category, row.TaxCode })
                csv.WriteField(CsvText.Guarded(text));
            csv.WriteField(row.Price?.ToString() ?? "");
            csv.WriteField(string.Join(' ', barcodes.Select(ImportRow.Text)));
            csv.WriteField(row.Active ? "1" : "0");
            csv.WriteField(string.Join(' ', ItemFlagNames.Of((ItemFlags)row.Flags)));
            csv.WriteField(row.AgeLimit.ToString(CultureInfo.InvariantCulture));
        }

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
            int Flags, int AgeLimit);

        private sealed record CategoryRow(long CategoryId, long ParentId, string Name);
    }

    internal sealed class Endpoint : IEndpoint
    {
        private const string Csv = "text/csv; charset=utf-8";

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/products/export", (IMediator mediator, CancellationToken cancel) =>
                Results.Stream(target => mediator.Send(new Query(target), cancel), Csv, "products.csv"))
            .RequirePermission("catalog.view")
            .WithName(nameof(ExportProducts)).WithSummary("Export the whole range as CSV")
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
    }
}
