namespace Store.Catalog.Barcodes;

/// <summary>A row of <c>catalog.Barcodes</c>; its unit is empty where it is the product's own.</summary>
internal sealed record BarcodeRow(string Barcode, long ProductId, string Unit, Quantity Factor);

/// <summary>What slices do with barcodes alike.</summary>
internal static class BarcodeRows
{
    public static List<BarcodeRow> From(long productId, string productUnit, IEnumerable<ProductBarcode> barcodes) =>
        [.. barcodes.Select(barcode => new BarcodeRow(
            Gtin.Normal(barcode.Barcode), productId, string.IsNullOrEmpty(barcode.Unit) || barcode.Unit == productUnit ? "" : barcode.Unit, barcode.Factor))];

    public static IReadOnlyList<ProductBarcode> Shown(IEnumerable<BarcodeRow> rows) =>
        [.. rows.Select(row => new ProductBarcode(row.Barcode, row.Unit.Length == 0 ? null : row.Unit, row.Factor))];

    public static Task<int> InsertBarcodes(this Db db, IReadOnlyList<BarcodeRow> rows, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO catalog.Barcodes (Barcode, ProductId, Unit, FactorMilli)
        VALUES (@Barcode, @ProductId, @Unit, @Factor)
        """, rows, cancellationToken);

    public static Task<IReadOnlyList<BarcodeRow>> BarcodesOf(this Db db, IReadOnlyCollection<long> productIds, CancellationToken cancellationToken) => db.Query<BarcodeRow>("""
        SELECT Barcode, ProductId, Unit, FactorMilli
        FROM   catalog.Barcodes
        WHERE  ProductId IN @productIds
        ORDER BY ProductId, FactorMilli, Barcode
        """, new { productIds }, cancellationToken);
}
