using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Store.Catalog.Barcodes;
using Store.Catalog.Prices;
using Store.Catalog.Products;
using Store.Kernel.Files;

namespace Store.Catalog.PriceChanges;

/// <summary>
/// Puts the lines of a CSV file into a draft: <c>code</c> 货号 or barcode 条码, <c>price</c> 新价 and, if wanted, <c>unit</c> 单位. A product that stands in the document already gets the
/// file's price; rows that cannot be taken are named and left out.
/// </summary>
internal static class ImportPriceChangeLines
{
    private const int BytesAtMost = 4 * 1024 * 1024;

    /// <param name="ChangeId">The document.</param>
    /// <param name="Hash">What is in the file, so that a retry with the same key is known as one.</param>
    /// <param name="File">The file.</param>
    internal sealed record Command(long ChangeId, string Hash, [property: JsonIgnore] byte[] File) : ICommand<Result>;

    /// <param name="Taken">How many lines are new or changed.</param>
    /// <param name="Rejections">The first rows that were not taken, and why.</param>
    /// <param name="Rejected">How many were not taken.</param>
    internal sealed record Result(int Taken, int Rejected, IReadOnlyList<Rejection> Rejections);

    internal sealed record Rejection(int Row, string Text, string Reason);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.File).Must(file => file.Length > 0).WithMessage("The file is empty.")
            .Must(file => file.Length <= BytesAtMost).WithMessage($"The file is larger than {BytesAtMost} bytes.");
    }

    internal sealed class Handler(Db db, Ids ids, PriceChangeDocuments documents) : IRequestHandler<Command, Result>
    {
        private const int RejectionsAtMost = 50;
        private const int CodesAtMost = 1000;

        private static readonly Dictionary<string, string[]> Columns = new(StringComparer.Ordinal)
        {
            ["code"] = ["货号", "商品编码", "编码", "貨號", "sku", "条码", "條碼", "barcode"], ["unit"] = ["单位", "單位"], ["price"] = ["新价", "新價", "售价", "售價", "零售价", "零售價", "价格", "價格"],
        };

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var document = await documents.Load(command.ChangeId, cancellationToken);
            await documents.RequireSay(document.ListId, document.StoreIds, cancellationToken);
            if (document.At != PriceChangeState.Draft)
                throw new Conflict("price_change.state", $"The price change {document.Number} is {document.State} and can no longer be edited.", new Dictionary<string, object?> { ["state"] = document.State });

            var rejections = new List<Rejection>();
            var read = await Read(command.File, rejections, cancellationToken);
            var known = await Known([.. read.Select(row => row.Code).Distinct(StringComparer.Ordinal)], cancellationToken);
            var lines = (await documents.Lines(command.ChangeId, cancellationToken)).ToDictionary(line => (line.ProductId, line.StyleId, line.Unit, line.StoreId));
            var taken = 0;
            foreach (var row in read)
            {
                if (Refusal(row, known, out var productId, out var unit) is { } reason)
                {
                    rejections.Add(new Rejection(row.Source.Number, row.Source.Text, reason));
                    continue;
                }

                taken++;
                lines[(productId, 0L, unit, PriceRow.WholeChain)] = new PriceChangeLineRow(ids.Next(), command.ChangeId, productId, unit, PriceRow.WholeChain, null, row.Price);
            }

            if (lines.Count > PriceChangeFieldsValidator.LinesAtMost)
                throw new RuleBroken("price_change.too_long", $"One document has at most {PriceChangeFieldsValidator.LinesAtMost} prices.");
            if (taken > 0)
                await Write(document, [.. lines.Values], cancellationToken);
            return new Result(taken, rejections.Count, [.. rejections.OrderBy(row => row.Row).Take(RejectionsAtMost)]);
        }

        private async Task Write(PriceChangeDocument document, IReadOnlyList<PriceChangeLineRow> lines, CancellationToken cancellationToken)
        {
            var counted = await db.Execute(
                "UPDATE catalog.PriceChanges SET Version = Version + 1 WHERE ChangeId = @ChangeId AND Version = @Version AND State = 'Draft'", document, cancellationToken);
            if (counted == 0)
                throw PriceChangeDocuments.Stale(document.Number);
            await db.Execute("DELETE FROM catalog.PriceChangeLines WHERE ChangeId = @ChangeId", document, cancellationToken);
            await documents.InsertLines(lines, cancellationToken);
        }

        private static async Task<List<Row>> Read(byte[] file, List<Rejection> rejections, CancellationToken cancellationToken)
        {
            var rows = new List<Row>();
            try
            {
                using var stream = new MemoryStream(file);
                await using var csv = await CsvFile.Open(stream, Columns, cancellationToken);
                if (!csv.Has("code") || !csv.Has("price"))
                    throw new FileUnreadable("The first row names no column code (货号) or none price (新价).");
                await foreach (var row in csv.Rows(cancellationToken))
                {
                    if (PriceOf(row["price"]) is { } price && !row.Faulty && !string.IsNullOrWhiteSpace(row["code"]))
                        rows.Add(new Row(row, ProductRows.NormalCode(row["code"]!), row["unit"]?.Trim() ?? "", price));
                    else
                        rejections.Add(new Rejection(row.Number, row.Text, "A row has a code and a price such as 12.50."));
                }
            }
            catch (FileUnreadable unreadable)
            {
                throw new RuleBroken("price_change.file_unreadable", unreadable.Message);
            }

            return rows;
        }

        private static Money? PriceOf(string? text)
        {
            if (!decimal.TryParse(text?.TrimStart('¥', '￥').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                || decimal.Round(amount, Money.Decimals) != amount || amount > 1_000_000_000)
            {
                return null;
            }

            var price = Money.FromDecimal(amount);
            return PriceRows.IsPrice(price) ? price : null;
        }

        private static string? Refusal(Row row, Dictionary<string, Product> known, out long productId, out string unit)
        {
            (productId, unit) = (0, "");
            if (!known.TryGetValue(row.Code, out var product) && !known.TryGetValue(Gtin.Normal(row.Code), out product))
                return $"There is no product {row.Code}.";
            productId = product.ProductId;
            if (row.Unit.Length == 0 || row.Unit == product.Unit)
                return null;
            unit = row.Unit;
            return product.Packs.Contains(row.Unit, StringComparer.Ordinal) ? null : $"{product.Code} is not sold in the unit {row.Unit}.";
        }

        private async Task<Dictionary<string, Product>> Known(IReadOnlyList<string> codes, CancellationToken cancellationToken)
        {
            var known = new Dictionary<string, Product>(StringComparer.Ordinal);
            foreach (var chunk in codes.Chunk(CodesAtMost))
            {
                var found = await db.Query<Found>("""
                    SELECT p.ProductId, p.Code, p.Unit, p.Code AS FoundBy FROM catalog.Products p WHERE p.Code IN @chunk
                    UNION ALL
                    SELECT p.ProductId, p.Code, p.Unit, b.Barcode FROM catalog.Barcodes b JOIN catalog.Products p ON p.ProductId = b.ProductId WHERE b.Barcode IN @barcodes
                    """, new { chunk, barcodes = chunk.Select(Gtin.Normal).Distinct(StringComparer.Ordinal) }, cancellationToken);
                var packs = (await db.BarcodesOf([.. found.Select(one => one.ProductId).Distinct()], cancellationToken)).ToLookup(pack => pack.ProductId, pack => pack.Unit);
                foreach (var one in found)
                    known.TryAdd(one.FoundBy, new Product(one.ProductId, one.Code, one.Unit, [.. packs[one.ProductId]]));
            }

            return known;
        }

        private sealed record Row(CsvRow Source, string Code, string Unit, Money Price);

        private sealed record Found(long ProductId, string Code, string Unit, string FoundBy);

        private sealed record Product(long ProductId, string Code, string Unit, IReadOnlyList<string> Packs);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/price-changes/{changeId:long}/lines/import", async (long changeId, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            {
                using var file = new MemoryStream();
                await request.Body.CopyToAsync(file, cancel);
                return await mediator.Send(new Command(changeId, Convert.ToHexString(SHA256.HashData(file.ToArray())), file.ToArray()), cancel);
            })
            .RequirePermission("catalog.change-price")
            .WithName(nameof(ImportPriceChangeLines)).WithSummary("Put the lines of a CSV file into a price change document")
            .WithMetadata(new RequestSizeLimitAttribute(BytesAtMost + 1024))
            .Accepts<string>("text/csv")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422);
    }
}
