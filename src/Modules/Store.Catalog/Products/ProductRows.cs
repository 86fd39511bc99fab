using Store.Catalog.Search;

namespace Store.Catalog.Products;

/// <summary>A row of <c>catalog.Products</c> as it is inserted.</summary>
internal sealed record ProductRow(
    long ProductId, string Code, string Name, string Brand, string Spec, string Unit, long? CategoryId, long TaxCodeId, bool Active, DateTime CreatedAt,
    int Flags = 0, int AgeLimit = 0, Quantity Content = default, string ContentUnit = "", string ContentPer = "") : ISearchable;

/// <summary>A product as it is to be; <paramref name="Version"/> is the one that was read.</summary>
internal sealed record ChangedProduct(
    long ProductId, string Code, string Name, string Brand, string Spec, string Unit, long? CategoryId, long TaxCodeId, bool Active, int Version,
    int Flags, int AgeLimit, Quantity Content, string ContentUnit, string ContentPer) : ISearchable;

/// <summary>What slices do with products alike.</summary>
internal static class ProductRows
{
    /// <summary>The unit of a product for which none is named.</summary>
    public const string Piece = "件";

    public static Task<int> InsertProducts(this Db db, IReadOnlyList<ProductRow> rows, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO catalog.Products (ProductId, Code, Name, Brand, Spec, Unit, CategoryId, TaxCodeId, Active, PriceVersion, Version, CreatedAt, Flags, AgeLimit, ContentMilli,
            ContentUnit, ContentPer)
        VALUES (@ProductId, @Code, @Name, @Brand, @Spec, @Unit, @CategoryId, @TaxCodeId, @Active, 1, 1, @CreatedAt, @Flags, @AgeLimit, @Content, @ContentUnit, @ContentPer)
        """, rows, cancellationToken);

    /// <returns>False where someone else has changed the product since it was read.</returns>
    public static async Task<bool> UpdateProduct(this Db db, ChangedProduct product, CancellationToken cancellationToken) => await db.Execute("""
        UPDATE catalog.Products
        SET    Code = @Code, Name = @Name, Brand = @Brand, Spec = @Spec, Unit = @Unit, CategoryId = @CategoryId, TaxCodeId = @TaxCodeId, Active = @Active,
               Flags = @Flags, AgeLimit = @AgeLimit, ContentMilli = @Content, ContentUnit = @ContentUnit, ContentPer = @ContentPer, Version = Version + 1
        WHERE  ProductId = @ProductId AND Version = @Version
        """, product, cancellationToken) == 1;

    /// <summary>A code as it is kept: compared without case.</summary>
    public static string NormalCode(string code) => code.Trim().ToUpperInvariant();
}
