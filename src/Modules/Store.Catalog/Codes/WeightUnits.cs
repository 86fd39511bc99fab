namespace Store.Catalog.Codes;

/// <summary>The units of weight that goods are priced in. Scales print kilograms whatever the shelf says.</summary>
internal static class WeightUnits
{
    private static readonly Dictionary<string, decimal> InKilogram = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kg"] = 1, ["公斤"] = 1, ["千克"] = 1, ["g"] = 1000, ["克"] = 1000, ["斤"] = 2, ["市斤"] = 2, ["500g"] = 2, ["两"] = 20, ["兩"] = 20, ["100g"] = 10,
    };

    /// <summary>A weight in a product's own unit, to the thousandth; in a unit that is no weight, as many of it as there are kilograms.</summary>
    public static Quantity Of(decimal kilograms, string unit) =>
        new((long)decimal.Round(kilograms * InKilogram.GetValueOrDefault(unit.Trim(), 1) * Quantity.PerUnit, 0, MidpointRounding.AwayFromZero));
}
