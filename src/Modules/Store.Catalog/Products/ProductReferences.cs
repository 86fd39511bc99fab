using System.Data.Common;
using Store.Catalog.Barcodes;

namespace Store.Catalog.Products;

/// <summary>Checks what a product refers to: its tax code, its category, and that its barcodes are nobody else's.</summary>
internal sealed class ProductReferences(Db db)
{
    public async Task<long> TaxCode(string code, CancellationToken cancellationToken)
    {
        var taxCodeId = await db.Find<long?>(
            "SELECT TaxCodeId FROM catalog.TaxCodes WHERE Code = @Code", new { Code = code.Trim().ToUpperInvariant() }, cancellationToken);
        return taxCodeId ?? throw new RuleBroken("tax_code.unknown", $"There is no tax code {code}.");
    }

    public async Task<long?> Category(long? categoryId, CancellationToken cancellationToken)
    {
        if (categoryId is null)
            return null;
        var found = await db.Find<long?>("SELECT CategoryId FROM catalog.Categories WHERE CategoryId = @categoryId", new { categoryId }, cancellationToken);
        return found ?? throw new RuleBroken("category.unknown", $"There is no category {categoryId}.");
    }

    /// <summary>Refuses barcodes that are another product's, or named twice.</summary>
    public async Task RequireFree(long productId, IReadOnlyList<BarcodeRow> barcodes, CancellationToken cancellationToken)
    {
        if (barcodes.GroupBy(row => row.Barcode, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new RuleBroken("barcode.twice", $"The barcode {twice.Key} stands there twice.");
        if (barcodes.Count == 0)
            return;
        var taken = await db.Find<Taken>("""
            SELECT b.Barcode, p.Code
            FROM   catalog.Barcodes b
            JOIN   catalog.Products p ON p.ProductId = b.ProductId
            WHERE  b.Barcode IN @codes AND b.ProductId <> @productId
            ORDER BY b.Barcode
            """, new { codes = barcodes.Select(row => row.Barcode), productId }, cancellationToken);
        if (taken is not null)
            throw new Conflict("barcode.taken", $"The barcode {taken.Barcode} belongs to product {taken.Code}.");
    }

    public async Task InsertBarcodes(IReadOnlyList<BarcodeRow> barcodes, CancellationToken cancellationToken)
    {
        try
        {
            await db.InsertBarcodes(barcodes, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new Conflict("barcode.taken", "Someone else has just taken one of the barcodes for another product.");
        }
    }

    private sealed record Taken(string Barcode, string Code);
}
