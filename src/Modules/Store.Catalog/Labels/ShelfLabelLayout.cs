using System.Globalization;
using System.Text;
using Store.Catalog.Barcodes;
using Store.Contracts.Devices;

namespace Store.Catalog.Labels;

/// <summary>
/// Where things stand on a shelf label, whatever its size: name and specification, the price as large as there is room for with its unit and what it was before, the price to compare, item code and
/// date, and the barcode. What there is no room for is left out from the bottom.
/// </summary>
/// <param name="size">The labels in the printer.</param>
/// <param name="currency">ISO 4217 code of the prices.</param>
/// <param name="language">Of its few words: zh-Hans, zh-Hant or en; anything else gives zh-Hans.</param>
/// <param name="local">The date on it, by the clock of the store.</param>
internal sealed class ShelfLabelLayout(PrintLabels.LabelSize size, string currency, string? language, DateTime local)
{
    /// <summary>How wide a module of a barcode is; label printers come close to it.</summary>
    private const decimal ModuleMm = 0.25m;
    private const decimal QuietMm = 3, ReadableMm = 3.5m, LeastBarsMm = 3, MostBarsMm = 10;
    private const decimal Apart = 0.8m;
    private const int TallFromMm = 38;

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["CNY"] = "￥", ["JPY"] = "￥", ["TWD"] = "NT$", ["HKD"] = "HK$", ["MOP"] = "MOP$", ["USD"] = "$", ["EUR"] = "€", ["SGD"] = "S$", ["MYR"] = "RM",
    };

    private readonly decimal margin = size.HeightMm < 25 ? 1.2m : 2;
    private readonly decimal nameHeight = Math.Clamp(size.HeightMm * 0.1m, 2.6m, 6);
    private readonly decimal priceHeight = Math.Clamp(size.HeightMm * 0.24m, 5, 20);
    private readonly decimal smallHeight = Math.Clamp(size.HeightMm * 0.07m, 2.2m, 4);

    private string Sign => Signs.GetValueOrDefault(currency, $"{currency} ");

    private decimal Width => size.WidthMm - (2 * margin);

    public LabelDocument Of(PrintLabels.Label label)
    {
        var elements = new List<LabelElement>();
        var lines = size.HeightMm >= TallFromMm ? 2 : 1;
        elements.Add(Text(margin, margin, Fitting(NameOf(label), nameHeight, lines), nameHeight, bold: true) with { WidthMm = Width });
        var y = margin + (lines * nameHeight * 9 / 8) + Apart;
        y = Prices(elements, label, y);
        y = Small(elements, label, y);
        Bars(elements, label.Barcode ?? label.Code, y);
        return new LabelDocument(size.WidthMm, size.HeightMm, elements, GapMm: size.GapMm);
    }

    /// <summary>The price with a small sign before it, behind it its unit, and at the right what it was before, where both have room.</summary>
    private decimal Prices(List<LabelElement> elements, PrintLabels.Label label, decimal y)
    {
        const decimal SignOfPrice = 0.5m;
        var price = label.Price.ToString();
        var height = Math.Min(priceHeight, 1.9m * Width / (Columns(price) + (SignOfPrice * Columns(Sign))));
        var signHeight = height * SignOfPrice;
        var x = margin + WidthOf(Sign, signHeight);
        elements.Add(Text(margin, y + height - signHeight, Sign, signHeight));
        elements.Add(Text(x, y, price, height, bold: true));
        x += WidthOf(price, height) + Apart;
        var unit = $"/{label.Unit}";
        if (x + WidthOf(unit, smallHeight) <= size.WidthMm - margin)
            elements.Add(Text(x, y + height - smallHeight, unit, smallHeight));
        if (label.OldPrice is { } before)
        {
            var was = $"{Word("原价", "原價", "Was")} {Amount(before)}";
            if (x + WidthOf(was, smallHeight) <= size.WidthMm - margin)
                elements.Add(Text(size.WidthMm - margin - WidthOf(was, smallHeight), y, was, smallHeight));
        }

        return y + height + Apart;
    }

    /// <summary>What it costs compared with other packs at the left; item code and date at the right.</summary>
    private decimal Small(List<LabelElement> elements, PrintLabels.Label label, decimal y)
    {
        var compared = label is { UnitPrice: { } unitPrice, UnitPricePer: { } per } ? $"{Amount(unitPrice)}/{Per(per)}" : "";
        var date = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var room = Width - (compared.Length == 0 ? 0 : WidthOf(compared, smallHeight) + (2 * Apart));
        var foot = new[] { $"{label.Code} {date}", label.Code, "" }.First(text => WidthOf(text, smallHeight) <= room);
        if (compared.Length > 0)
            elements.Add(Text(margin, y, compared, smallHeight));
        if (foot.Length > 0)
            elements.Add(Text(size.WidthMm - margin - WidthOf(foot, smallHeight), y, foot, smallHeight));
        return y + smallHeight + Apart;
    }

    private void Bars(List<LabelElement> elements, string code, decimal y)
    {
        var isEan = code.Length is Gtin.EanLength or 8 && Gtin.CheckDigitIsRight(code);
        var modules = isEan ? code.Length == 8 ? 67 : 95 : code.All(char.IsAsciiDigit) ? (11 * (((code.Length + 1) / 2) + 3)) + 2 : (11 * (code.Length + 3)) + 2;
        var room = size.HeightMm - margin - y;
        var isReadable = room >= LeastBarsMm + ReadableMm + 1;
        var height = Math.Min(MostBarsMm, room - (isReadable ? ReadableMm : 0));
        if (height < LeastBarsMm || QuietMm + (modules * ModuleMm) > size.WidthMm - margin || !code.All(character => character is >= ' ' and <= '~'))
            return;
        elements.Add(new LabelElement(LabelKind.Barcode, margin + QuietMm, y, code) { Symbology = isEan ? code.Length == 8 ? "Ean8" : "Ean13" : "Code128", HeightMm = height, Readable = isReadable });
    }

    /// <summary>Many names end with the specification.</summary>
    private static string NameOf(PrintLabels.Label label) => label.Name.Contains(label.Spec, StringComparison.OrdinalIgnoreCase) ? label.Name : $"{label.Name} {label.Spec}";

    private static LabelElement Text(decimal x, decimal y, string text, decimal height, bool bold = false) =>
        new(LabelKind.Text, x, y, text) { HeightMm = height, Bold = bold };

    private string Amount(Money amount) => $"{Sign}{amount}";

    private string Per(string per) => per switch
    {
        "100g" => Word("100克", "100克", per),
        "kg" => Word("千克", "公斤", per),
        "100ml" => Word("100毫升", "100毫升", per),
        "l" => Word("升", "公升", per),
        _ => Word("件", "件", "piece"),
    };

    private string Word(string hans, string hant, string english) => language switch
    {
        "zh-Hant" => hant,
        "en" => english,
        _ => hans,
    };

    /// <summary>A text with its end cut off where it would take more lines; a wide character that does not fit at the end of one leaves a column there.</summary>
    private string Fitting(string text, decimal height, int lines)
    {
        var columns = ((int)(2 * Width / height) - 1) * lines;
        if (Columns(text) <= columns)
            return text;
        var fitting = new StringBuilder();
        var used = 2;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Columns(rune);
            if (used > columns)
                break;
            fitting.Append(rune);
        }

        return fitting.Append('…').ToString();
    }

    /// <summary>As label printers draw it: what is not ASCII is as wide as high, the rest half of that.</summary>
    private static decimal WidthOf(string text, decimal height) => Columns(text) * height / 2;

    private static int Columns(string text) => text.EnumerateRunes().Sum(Columns);

    private static int Columns(Rune rune) => rune.IsAscii ? 1 : 2;
}
