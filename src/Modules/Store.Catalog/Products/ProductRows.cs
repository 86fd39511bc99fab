using Store.Catalog.Search;

namespace Store.Catalog.Products;

/// <summary>A row of <c>catalog.Products</c> as it is inserted.</summary>
internal sealed record ProductRow(
    long ProductId, string Code, string Name, string Brand, string Spec, string Unit, long? CategoryId, long TaxCodeId, bool Active, DateTime CreatedAt) : ISearchable;

/// <summary>What slices do with products alike.</summary>
internal static class ProductRows
{
    /// <summary>The unit of a product for which none is named.</summary>
    public const string Piece = "件";

    public static Task<int> InsertProducts(this Db db, IReadOnlyList<ProductRow> rows, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO catalog.Products (ProductId, Code, Name, Brand, Spec, Unit, CategoryId, TaxCodeId, Active, PriceVersion, Version, CreatedAt)
        VALUES (@ProductId, @Code, @Name, @Brand, @Spec, @Unit, @CategoryId, @TaxCodeId, @Active, 1, 1, @CreatedAt)
        """, rows, cancellationToken);

    /// <summary>A code as it is kept: compared without case.</summary>
    public static string NormalCode(string code) => code.Trim().ToUpperInvariant();
}
