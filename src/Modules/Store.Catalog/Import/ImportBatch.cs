using Store.Catalog.Barcodes;
using Store.Catalog.Filing;
using Store.Catalog.Prices;
using Store.Catalog.Products;
using Store.Catalog.Search;
using Store.Contracts.Catalog;
using Store.Kernel.Files;

namespace Store.Catalog.Import;

/// <summary>
/// Brings one batch of rows into the catalog, inside a transaction: what is there is read at once, each row is held against it in the order of the file, and what is
/// new or different is written with as few statements as there can be. No code stands in a batch twice.
/// </summary>
internal sealed class ImportBatch(Db db, Ids ids, AuditLog audit, ImportFacts facts, ProductFiling filing, ProductFieldsValidator rules)
{
    private const int ListAtMost = 1000;

    private readonly Dictionary<string, Known> products = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> ownerOfBarcode = new(StringComparer.Ordinal);
    private readonly List<ProductRow> created = [];
    private readonly List<(Known Old, ChangedProduct New, IReadOnlyList<BarcodeRow> Barcodes)> changed = [];
    private readonly List<BarcodeRow> barcodes = [];
    private readonly List<long> barcodesReplaced = [];
    private readonly List<PriceRow> prices = [];
    private readonly List<(Known Product, PriceRow New)> pricesChanged = [];

    public List<RejectedRow> Rejected { get; } = [];

    public ImportCounts Counts { get; private set; } = ImportCounts.None;

    public async Task Apply(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        await Read(rows, cancellationToken);
        foreach (var row in rows)
        {
            try
            {
                Counts += await Take(row, cancellationToken);
            }
            catch (RowRefused refused)
            {
                Rejected.Add(new RejectedRow(row.Source.Number, refused.Message, row.Source.Text));
                Counts += new ImportCounts(1, 0, 0, 0, 1);
            }
        }

        await Write(cancellationToken);
    }

    private async Task Read(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        // On SQL Server the hint keeps these products as they are until the batch is through, so that of two imports at once the second sees what the first has written.
        foreach (var product in await db.Query<Known>($"""
            SELECT    p.ProductId, p.Code, p.Name, p.Brand, p.Spec, p.Unit, p.CategoryId, p.TaxCodeId, t.Code AS TaxCode, p.Active, p.Version,
                      p.Flags, p.AgeLimit, r.PriceMinor, p.ContentMilli, p.ContentUnit, p.ContentPer
            FROM      catalog.Products p WITH (UPDLOCK)
            JOIN      catalog.TaxCodes t ON t.TaxCodeId = p.TaxCodeId
            LEFT JOIN catalog.Prices r ON r.PriceId = {PriceRows.InForce}
            WHERE     p.Code IN @codes
            """, new { codes = rows.Select(row => row.Code), StoreId = PriceRow.WholeChain, facts.Local }, cancellationToken))
        {
            products[product.Code] = product;
        }

        var byId = products.Values.ToDictionary(product => product.ProductId);
        foreach (var chunk in byId.Keys.Chunk(ListAtMost))
        {
            foreach (var barcode in await db.BarcodesOf(chunk, cancellationToken))
                byId[barcode.ProductId].Barcodes.Add(barcode);
        }

        var named = rows.SelectMany(row => row.Barcodes ?? []).Select(barcode => Gtin.Normal(barcode.Barcode)).Distinct(StringComparer.Ordinal);
        foreach (var chunk in named.Chunk(ListAtMost))
        {
            foreach (var (barcode, code) in await db.Query<Owner>("""
                SELECT b.Barcode, p.Code
                FROM   catalog.Barcodes b
                JOIN   catalog.Products p ON p.ProductId = b.ProductId
                WHERE  b.Barcode IN @chunk
                """, new { chunk }, cancellationToken))
            {
                ownerOfBarcode[barcode] = code;
            }
        }
    }

    private async Task<ImportCounts> Take(ImportRow row, CancellationToken cancellationToken)
    {
        var old = products.GetValueOrDefault(row.Code);
        var fields = Fields.Of(row, old);
        var fault = (await rules.ValidateAsync(fields, cancellationToken)).Errors.FirstOrDefault()?.ErrorMessage;
        if (fault is not null)
            throw new RowRefused(fault);
        var content = fields.Content.Normal();
        if (row.Price is { } price && !PriceRows.IsPrice(price))
            throw new RowRefused($"A price is more than 0 and not as high as {price}.");
        if (!facts.TaxCodeIds.TryGetValue(fields.TaxCode, out var taxCodeId))
            throw new RowRefused($"There is no tax code {fields.TaxCode}.");

        var productId = old?.ProductId ?? ids.Next();
        var wanted = row.Barcodes is null ? null : BarcodeRows.From(productId, fields.Unit, row.Barcodes);
        RequireFree(row.Code, wanted);
        var categoryId = row.Category is null ? old?.CategoryId : await facts.Category(row.Category, cancellationToken);
        if (old is null)
            categoryId ??= (await filing.RuleForNew(fields.Name, fields.Brand, fields.Spec, row.Price, cancellationToken))?.CategoryId;

        Own(row.Code, old, wanted);
        return old is null
            ? Create(row, fields, content, productId, categoryId, taxCodeId, wanted ?? [])
            : Change(row, old, new ChangedProduct(
                old.ProductId, old.Code, fields.Name, fields.Brand, fields.Spec, fields.Unit, categoryId, taxCodeId, row.Active ?? old.Active, old.Version,
                (int?)row.Flags ?? old.Flags, row.AgeLimit ?? old.AgeLimit, content.Amount, content.Unit, content.Per!), wanted);
    }

    private ImportCounts Create(ImportRow row, Fields fields, NetContent content, long productId, long? categoryId, long taxCodeId, List<BarcodeRow> wanted)
    {
        created.Add(new ProductRow(
            productId, row.Code, fields.Name, fields.Brand, fields.Spec, fields.Unit, categoryId, taxCodeId, row.Active ?? true, facts.Now,
            (int)(row.Flags ?? ItemFlags.None), row.AgeLimit ?? 0, content.Amount, content.Unit, content.Per!));
        barcodes.AddRange(wanted);
        if (row.Price is { } price)
            prices.Add(NewPrice(productId, price, PriceRow.Always));
        return new ImportCounts(1, 1, 0, 0, 0);
    }

    private ImportCounts Change(ImportRow row, Known old, ChangedProduct now, List<BarcodeRow>? wanted)
    {
        var otherBarcodes = wanted is not null && !wanted.OrderBy(barcode => barcode.Barcode, StringComparer.Ordinal)
            .SequenceEqual(old.Barcodes.OrderBy(barcode => barcode.Barcode, StringComparer.Ordinal));
        var otherFacts = now != old.AsChanged() || otherBarcodes;
        var otherPrice = row.Price is not null && row.Price != old.Price;
        if (otherFacts)
            changed.Add((old, now, wanted ?? old.Barcodes));
        if (otherBarcodes)
        {
            barcodesReplaced.Add(old.ProductId);
            barcodes.AddRange(wanted!);
        }

        if (otherPrice)
            pricesChanged.Add((old, NewPrice(old.ProductId, row.Price!.Value, facts.Local)));
        return otherFacts || otherPrice ? new ImportCounts(1, 0, 1, 0, 0) : new ImportCounts(1, 0, 0, 1, 0);
    }

    private PriceRow NewPrice(long productId, Money price, DateTime from) =>
        new(ids.Next(), productId, PriceRow.WholeChain, price, from, null, facts.Reason, facts.SetByName, facts.Now);

    private void RequireFree(string code, List<BarcodeRow>? wanted)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var barcode in wanted ?? [])
        {
            if (!seen.Add(barcode.Barcode))
                throw new RowRefused($"The barcode {barcode.Barcode} stands there twice.");
            if (ownerOfBarcode.TryGetValue(barcode.Barcode, out var owner) && owner != code)
                throw new RowRefused($"The barcode {barcode.Barcode} belongs to product {owner}.");
        }
    }

    private void Own(string code, Known? old, List<BarcodeRow>? wanted)
    {
        if (wanted is null)
            return;
        foreach (var barcode in old?.Barcodes ?? [])
            ownerOfBarcode.Remove(barcode.Barcode);
        foreach (var barcode in wanted)
            ownerOfBarcode[barcode.Barcode] = code;
    }

    private async Task Write(CancellationToken cancellationToken)
    {
        await db.InsertProducts(created, cancellationToken);
        foreach (var (old, now, _) in changed)
        {
            await db.UpdateProduct(now, cancellationToken);
            await audit.Add("catalog.import", $"product {old.Code}", PriceRow.WholeChain, old.AsChanged(), now, cancellationToken);
        }

        foreach (var productIds in barcodesReplaced.Chunk(ListAtMost))
            await db.Execute("DELETE FROM catalog.Barcodes WHERE ProductId IN @productIds", new { productIds }, cancellationToken);
        await db.InsertBarcodes(barcodes, cancellationToken);

        foreach (var (product, now) in pricesChanged)
        {
            await db.Execute("UPDATE catalog.Products SET PriceVersion = PriceVersion + 1 WHERE ProductId = @ProductId", product, cancellationToken);
            await audit.Add("catalog.change-price", $"product {product.Code}", PriceRow.WholeChain, new { product.Price }, new { now.Price, now.Reason }, cancellationToken);
        }

        await db.InsertPrices([.. prices, .. pricesChanged.Select(change => change.New)], cancellationToken);

        foreach (var productIds in changed.Select(change => change.New.ProductId).Chunk(ListAtMost))
            await db.DeleteSearchTerms(productIds, cancellationToken);
        var found = created.Concat<ISearchable>(changed.Select(change => change.New));
        await db.InsertSearchTerms(found, barcodes.Concat(changed.SelectMany(change => change.Barcodes)), cancellationToken);
    }

    private sealed record Owner(string Barcode, string Code);

    /// <summary>A product as it stands before the batch.</summary>
    private sealed record Known(
        long ProductId, string Code, string Name, string Brand, string Spec, string Unit, long? CategoryId, long TaxCodeId, string TaxCode, bool Active, int Version,
        int Flags, int AgeLimit, Money? Price, Quantity Content, string ContentUnit, string ContentPer)
    {
        public List<BarcodeRow> Barcodes { get; } = [];

        public ChangedProduct AsChanged() => new(ProductId, Code, Name, Brand, Spec, Unit, CategoryId, TaxCodeId, Active, Version, Flags, AgeLimit, Content, ContentUnit, ContentPer);
    }

    /// <summary>The product that a row makes of what was there, to be held against the rules for products.</summary>
    private sealed record Fields(
        string Code, string Name, string Brand, string Spec, string Unit, string TaxCode, IReadOnlyList<ProductBarcode>? Barcodes, int? AgeLimit, NetContent Content) : IProductFields
    {
        /// <summary>They have been read already.</summary>
        public IReadOnlyList<string>? Flags => null;

        private const string WithoutTax = "NONE";

        public static Fields Of(ImportRow row, Known? old) => new(
            row.Code, row.Name ?? old?.Name ?? "", row.Brand ?? old?.Brand ?? "", row.Spec ?? old?.Spec ?? "", row.Unit ?? old?.Unit ?? ProductRows.Piece,
            row.TaxCode ?? old?.TaxCode ?? WithoutTax, row.Barcodes, row.AgeLimit, ContentOf(row, old));

        /// <summary>Another content keeps what its price is given for where that still fits.</summary>
        private static NetContent ContentOf(ImportRow row, Known? old)
        {
            var kept = old is null ? NetContent.None : new NetContent(old.Content, old.ContentUnit, old.ContentPer);
            var content = row.Content ?? kept;
            if (row.PricePer is { } per)
                return content with { Per = per.Length == 0 ? null : per };
            var alike = content with { Per = kept.Per };
            return alike.MakesSense() ? alike : content with { Per = null };
        }
    }
}
