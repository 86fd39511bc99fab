namespace Store.Catalog.PriceFloors;

/// <summary>What a floor is set for.</summary>
internal enum FloorKind
{
    /// <summary>Every product of the chain; its target is 0.</summary>
    Chain,

    /// <summary>The products of a category and all below it.</summary>
    Category,

    Product,
}

/// <summary>A floor that bears on some products.</summary>
/// <param name="Kind">What it is set for.</param>
/// <param name="TargetId">The product; 0 for the chain, and for a category the one that has the floor.</param>
/// <param name="CategoryId">The category of the products it bears on; 0 for the other kinds.</param>
/// <param name="Level">How many levels above that category it is set, from 1; 0 for the other kinds.</param>
/// <param name="Floor">Lowest price of one base unit; null where another floor says it.</param>
/// <param name="MarginPpm">Lowest share of the price without tax that must be left above cost, in parts per million; null where another floor says it.</param>
internal sealed record FloorRow(string Kind, long TargetId, long CategoryId, long Level, Money? Floor, int? MarginPpm);

/// <summary>What holds for one product: its own floor before its category's, the nearest first, before the chain's; price and margin each by itself.</summary>
/// <param name="Price">Lowest price of one base unit; null without one.</param>
/// <param name="MarginPpm">Lowest margin in parts per million of the price without tax; null without one.</param>
internal sealed record FloorOfProduct(Money? Price, int? MarginPpm)
{
    private const int Million = 1_000_000;

    public static FloorOfProduct Of(long productId, long? categoryId, IEnumerable<FloorRow> rows)
    {
        var nearest = rows
            .Where(row => row.Kind switch
            {
                nameof(FloorKind.Product) => row.TargetId == productId,
                nameof(FloorKind.Category) => row.CategoryId == categoryId,
                _ => true,
            })
            .OrderByDescending(row => Enum.Parse<FloorKind>(row.Kind)).ThenBy(row => row.Level).ToList();
        return new FloorOfProduct(nearest.Select(row => row.Floor).FirstOrDefault(floor => floor is not null), nearest.Select(row => row.MarginPpm).FirstOrDefault(margin => margin is not null));
    }

    /// <summary>The lowest price of some base units that leaves the margin, and is not below the floor: the greater of both, up to the next cent. Null without either.</summary>
    /// <param name="quantity">How many base units.</param>
    /// <param name="cost">Their cost without tax; null where it is not known.</param>
    /// <param name="taxInPrice">The tax rate that is inside the price; null where tax comes on top.</param>
    public Money? PriceOf(Quantity quantity, Money? cost, TaxRate? taxInPrice)
    {
        var byPrice = Price is { } price ? Money.Of(price, quantity) : (Money?)null;
        var byMargin = MarginPpm is { } margin && cost is { } known ? WithMargin(known, margin, taxInPrice) : null;
        return byPrice is null || byMargin is null ? byPrice ?? byMargin : Money.Max(byPrice.Value, byMargin.Value);
    }

    private static Money? WithMargin(Money cost, int marginPpm, TaxRate? taxInPrice)
    {
        if (cost <= Money.Zero || marginPpm >= Million)
            return null;
        var net = (decimal)cost.Minor * Million / (Million - marginPpm);
        return new Money((long)decimal.Ceiling(taxInPrice is { } rate ? net * (Million + rate.Ppm) / Million : net));
    }
}

/// <summary>What is left of a price above cost.</summary>
internal static class Margins
{
    private const decimal Hundred = 100;

    /// <summary>The share of the price without tax that is left above cost, in percent to one decimal; null where the cost is not known.</summary>
    public static decimal? Percent(Money price, Money? cost, TaxRate? taxInPrice)
    {
        var net = taxInPrice is { } rate ? price - rate.IncludedIn(price) : price;
        return cost is { } known && net > Money.Zero ? decimal.Round((net - known).Minor * Hundred / net.Minor, 1, MidpointRounding.AwayFromZero) : null;
    }
}
