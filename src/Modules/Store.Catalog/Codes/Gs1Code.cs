using System.Globalization;
using Store.Contracts.Catalog;

namespace Store.Catalog.Codes;

/// <summary>
/// What a code of GS1 says about goods: their article number, and where the label is printed by weight or count, how much there is. Of lot, serial number and date nothing is taken: a scanner that
/// loses the separators glues them to what follows, and a wrong lot is worse than none.
/// </summary>
/// <param name="Gtin">The article number.</param>
/// <param name="Kilograms">Net weight; null where the label says none.</param>
/// <param name="Pieces">How many; null where the label says none.</param>
internal sealed record Gs1Code(string Gtin, decimal? Kilograms = null, int? Pieces = null)
{
    /// <summary>Of the longest code that shops scan, a web address with everything.</summary>
    public const int LengthAtMost = 300;

    private const string Article = "01";
    private const int WeightLength = 6;
    private const int CountLength = 8;

    /// <summary>Reads element strings with or without brackets, and web addresses of GS1 Digital Link; null where the code is neither, or does not begin with goods, as GS1 has their labels.</summary>
    public static Gs1Code? Read(string code)
    {
        if (Gs1Elements.Split(code) is not [{ Ai: Article } article, ..] elements || !Barcodes.Gtin.HasShape(article.Value) || !Barcodes.Gtin.CheckDigitIsRight(article.Value))
            return null;
        var found = new Gs1Code(article.Value);
        foreach (var (ai, value) in elements.Skip(1))
        {
            if (Measure(ai, value, found) is not { } more)
                return null;
            found = more;
        }

        return found;
    }

    /// <summary>Adds what an element says about how much there is; null where it says it wrongly.</summary>
    private static Gs1Code? Measure(string ai, string value, Gs1Code found) => ai switch
    {
        ['3', '1', '0', >= '0' and <= '5'] => value.Length == WeightLength && decimal.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var weight)
            ? found with { Kilograms = weight / Power(ai[3] - '0') }
            : null,
        "30" => value.Length <= CountLength && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? found with { Pieces = count } : null,
        _ => found,
    };

    private static decimal Power(int decimals) => decimals == 0 ? 1 : 10 * Power(decimals - 1);
}
