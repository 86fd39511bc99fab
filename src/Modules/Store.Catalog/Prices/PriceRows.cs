using Store.Catalog.PriceNews;

namespace Store.Catalog.Prices;

/// <summary>
/// A row of <c>catalog.Prices</c>: one version of a price. Its amount is never changed; a new price is a new row. The column <c>UntilLocal</c> says from when the row counts
/// no more: its own end, or the moment at which a later price without an end takes its place.
/// </summary>
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

    /// <summary>The list of the retail prices, which everyone pays.</summary>
    public const long Retail = 0;

    /// <summary>From when a product's first price holds, so that it holds by every store's clock.</summary>
    public static readonly DateTime Always = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The end of a price that has none.</summary>
    public static readonly DateTime Never = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The price list; <see cref="Retail"/> for the price that everyone pays.</summary>
    public long ListId { get; init; }

    /// <summary>The unit that the price is for, such as the box; empty: the product's own.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The style whose price it is: it counts for the variant unless that has a price of its own in the same place; 0 for the product's own.</summary>
    public long StyleId { get; init; }

    /// <summary>The document that set it; 0 without one.</summary>
    public long ChangeId { get; init; }

    /// <summary>The document that ended it; 0 without one.</summary>
    public long EndedByChangeId { get; init; }

    /// <summary>From when it counts no more, as far as that is known: left out, its own end.</summary>
    public DateTime UntilLocal { get => field == default ? ValidToLocal ?? Never : field; init; }

    /// <summary>Taken back by hand: it ends at <c>UntilLocal</c> and takes nobody's place.</summary>
    public bool Cancelled { get; init; }
}

/// <summary>What slices do with prices alike.</summary>
internal static class PriceRows
{
    private const int IdsAtMost = 1000;

    /// <summary>
    /// The id of the retail price that product p has in @StoreId at @Local: the store's own before the chain's, the product's own before that of its style, then the one that
    /// began last, then the one set last.
    /// </summary>
    public const string InForce = """
        (SELECT v.PriceId
         FROM   catalog.Prices v
         WHERE  v.ProductId = p.ProductId AND v.UntilLocal > @Local AND v.ValidFromLocal <= @Local AND v.StoreId IN (0, @StoreId) AND v.ListId = 0 AND v.Unit = ''
         ORDER BY v.StoreId DESC, v.StyleId, v.ValidFromLocal DESC, v.PriceId DESC
         OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY)
        """;

    private static readonly Money Highest = Money.FromDecimal(10_000_000);

    /// <summary>Writes new prices, ends those whose place they take, and tells open tills.</summary>
    public static async Task InsertPrices(this Db db, IReadOnlyList<PriceRow> rows, CancellationToken cancellationToken)
    {
        await db.Insert("""
            INSERT INTO catalog.Prices (PriceId, ProductId, StyleId, StoreId, ListId, Unit, PriceMinor, ValidFromLocal, ValidToLocal, UntilLocal, Cancelled, ChangeId, EndedByChangeId,
                Reason, SetByName, SetAt)
            VALUES (@PriceId, @ProductId, @StyleId, @StoreId, @ListId, @Unit, @Price, @ValidFromLocal, @ValidToLocal, @UntilLocal, @Cancelled, @ChangeId, @EndedByChangeId, @Reason,
                @SetByName, @SetAt)
            """, rows, cancellationToken);

        // A product's first price takes nobody's place.
        var later = rows.Where(row => row.ValidFromLocal != PriceRow.Always).ToList();
        if (later.Count == 0)
            return;
        await db.EndReplacedPrices([.. later.Select(row => row.ProductId).Distinct()], later.Min(row => row.ValidFromLocal), cancellationToken);
        await db.TellOfPrices(later.Select(row => (row.StoreId, row.ProductId)), cancellationToken);
    }

    /// <summary>Works out anew until when the prices of some products count, as far as they count at or after a moment.</summary>
    public static async Task EndReplacedPrices(this Db db, IReadOnlyCollection<long> productIds, DateTime since, CancellationToken cancellationToken)
    {
        foreach (var chunk in productIds.Chunk(IdsAtMost))
        {
            await db.Execute("""
                UPDATE catalog.Prices
                SET    UntilLocal = COALESCE((
                    SELECT MIN(n.ValidFromLocal)
                    FROM   catalog.Prices n
                    WHERE  n.ProductId = Prices.ProductId AND n.ListId = Prices.ListId AND n.Unit = Prices.Unit AND n.StoreId = Prices.StoreId
                       AND n.StyleId = Prices.StyleId AND n.ValidToLocal IS NULL AND n.Cancelled = 0
                       AND (n.ValidFromLocal > Prices.ValidFromLocal OR (n.ValidFromLocal = Prices.ValidFromLocal AND n.PriceId > Prices.PriceId))
                       AND (Prices.ValidToLocal IS NULL OR n.ValidFromLocal < Prices.ValidToLocal)), ValidToLocal, @Never)
                WHERE  ProductId IN @chunk AND UntilLocal >= @since AND Cancelled = 0
                """, new { chunk, since, PriceRow.Never }, cancellationToken);
        }
    }

    /// <summary>A price is more than nothing, and low enough that price times quantity is still an amount.</summary>
    public static IRuleBuilderOptions<T, Money?> IsPrice<T>(this IRuleBuilder<T, Money?> price) =>
        price.Must(value => value is null || IsPrice(value.Value)).WithMessage($"A price is more than 0 and at most {Highest}.");

    public static bool IsPrice(Money price) => price > Money.Zero && price <= Highest;
}
