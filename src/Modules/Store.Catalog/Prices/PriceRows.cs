namespace Store.Catalog.Prices;

/// <summary>A row of <c>catalog.Prices</c>: one version of a price. It is never changed; a new price is a new row.</summary>
/// <param name="PriceId">The version, kept on sale lines.</param>
/// <param name="ProductId">The product.</param>
/// <param name="StoreId">Where it holds; <see cref="WholeChain"/> for every store without a price of its own.</param>
/// <param name="Price">Price of one unit.</param>
/// <param name="ValidFromLocal">From when, by the clock on the store's wall.</param>
/// <param name="ValidToLocal">Until when, that moment no more; null where it does not end.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="SetByName">Who set it.</param>
/// <param name="SetAt">When it was set, UTC.</param>
internal sealed record PriceRow(
    long PriceId, long ProductId, long StoreId, Money Price, DateTime ValidFromLocal, DateTime? ValidToLocal, string Reason, string SetByName, DateTime SetAt)
{
    public const long WholeChain = 0;

    /// <summary>From when a product's first price holds, so that it holds by every store's clock.</summary>
    public static readonly DateTime Always = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
}

/// <summary>What slices do with prices alike.</summary>
internal static class PriceRows
{
    /// <summary>
    /// The id of the price that product p has in @StoreId at @Local: the store's own before the chain's, then the one that began last, then the one set last.
    /// </summary>
    public const string InForce = """
        (SELECT v.PriceId
         FROM   catalog.Prices v
         WHERE  v.ProductId = p.ProductId AND v.StoreId IN (0, @StoreId) AND v.ValidFromLocal <= @Local AND (v.ValidToLocal IS NULL OR v.ValidToLocal > @Local)
         ORDER BY v.StoreId DESC, v.ValidFromLocal DESC, v.PriceId DESC
         OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY)
        """;

    private static readonly Money Highest = Money.FromDecimal(10_000_000);

    public static Task<int> InsertPrices(this Db db, IReadOnlyList<PriceRow> rows, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO catalog.Prices (PriceId, ProductId, StoreId, PriceMinor, ValidFromLocal, ValidToLocal, Reason, SetByName, SetAt)
        VALUES (@PriceId, @ProductId, @StoreId, @Price, @ValidFromLocal, @ValidToLocal, @Reason, @SetByName, @SetAt)
        """, rows, cancellationToken);

    /// <summary>A price is more than nothing, and low enough that price times quantity is still an amount.</summary>
    public static IRuleBuilderOptions<T, Money?> IsPrice<T>(this IRuleBuilder<T, Money?> price) =>
        price.Must(value => value is null || IsPrice(value.Value)).WithMessage($"A price is more than 0 and at most {Highest}.");

    public static bool IsPrice(Money price) => price > Money.Zero && price <= Highest;
}
