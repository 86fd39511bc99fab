namespace Store.Catalog.Products;

/// <summary>What one unit of a product holds, such as 500 g: by it a label says what 100 g or a kilogram costs (计价单位), so that packs of several sizes can be compared.</summary>
/// <param name="Amount">How much; 0: nothing is said.</param>
/// <param name="Unit">g, kg, ml, l or piece.</param>
/// <param name="Per">What the price to compare is given for: 100g or kg, 100ml or l, piece; left out: kg, l or piece.</param>
internal sealed record NetContent(Quantity Amount, string Unit, string? Per = null)
{
    public static readonly NetContent None = new(Quantity.Zero, "");

    private static readonly Dictionary<string, string[]> PersByUnit = new(StringComparer.Ordinal)
    {
        ["g"] = ["kg", "100g"], ["kg"] = ["kg", "100g"], ["ml"] = ["l", "100ml"], ["l"] = ["l", "100ml"], ["piece"] = ["piece"],
    };

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["克"] = "g", ["千克"] = "kg", ["公斤"] = "kg", ["毫升"] = "ml", ["升"] = "l", ["公升"] = "l", ["个"] = "piece", ["個"] = "piece", ["片"] = "piece", ["只"] = "piece", ["pc"] = "piece",
        ["pcs"] = "piece", ["pieces"] = "piece", ["100克"] = "100g", ["100毫升"] = "100ml",
    };

    public static string Units => string.Join(", ", PersByUnit.Keys);

    /// <summary>A unit as it is kept, from English or as Chinese files have it.</summary>
    public static string UnitOf(string word)
    {
        var plain = word.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        return Words.GetValueOrDefault(plain, plain);
    }

    /// <summary>Whether its unit is known and the price to compare can be given for that.</summary>
    public bool MakesSense() => Amount == Quantity.Zero || (PersByUnit.TryGetValue(Unit ?? "", out var pers) && (Per is null || pers.Contains(Per, StringComparer.Ordinal)));

    /// <summary>As it is kept: with the thing that the price is given for, or empty.</summary>
    public NetContent Normal() => Amount == Quantity.Zero ? None with { Per = "" } : this with { Per = Per ?? PersByUnit[Unit][0] };

    /// <summary>The price to compare, rounded once; null where nothing is said of the content.</summary>
    public Money? Compare(Money price)
    {
        if (Amount == Quantity.Zero)
            return null;
        var amount = Amount.ToDecimal() * (Unit is "kg" or "l" ? 1000 : 1);
        var per = Per switch
        {
            "100g" or "100ml" => 100,
            "piece" => 1,
            _ => 1000,
        };
        return Money.Round(price.ToDecimal() * per / amount);
    }
}

internal sealed class NetContentValidator : AbstractValidator<NetContent>
{
    private static readonly Quantity AmountAtMost = Quantity.FromDecimal(100_000);

    public NetContentValidator()
    {
        RuleFor(content => content.Amount).Must(amount => amount >= Quantity.Zero && amount <= AmountAtMost).WithMessage($"A pack holds at most {AmountAtMost}.");
        RuleFor(content => content).Must(content => content.MakesSense())
            .WithMessage($"The content of a pack is in {NetContent.Units}; its price is compared per 100g or kg, 100ml or l, or piece.");
    }
}
