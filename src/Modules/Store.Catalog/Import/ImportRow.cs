using System.Globalization;
using System.Text.RegularExpressions;
using Store.Catalog.Barcodes;
using Store.Catalog.Categories;
using Store.Catalog.Products;
using Store.Contracts.Catalog;
using Store.Kernel.Files;

namespace Store.Catalog.Import;

/// <summary>A row of a product file, understood; null is a field that the file leaves as it is.</summary>
internal sealed partial record ImportRow(
    CsvRow Source, string Code, string? Name, string? Brand, string? Spec, string? Unit, string[]? Category, string? TaxCode, Money? Price,
    IReadOnlyList<ProductBarcode>? Barcodes, bool? Active, ItemFlags? Flags, int? AgeLimit, NetContent? Content, string? PricePer)
{
    private static readonly char[] BarcodeSeparators = [' ', ';', '|', ',', '，', '；', '、', '\u3000'];

    /// <exception cref="RowRefused">The row cannot be understood; the message says why.</exception>
    public static ImportRow Of(CsvRow row)
    {
        if (row.Faulty)
            throw new RowRefused("The quotation marks of the row do not go together.");
        var code = row[ImportColumns.Code];
        if (string.IsNullOrWhiteSpace(code))
            throw new RowRefused("The code is missing.");
        return new ImportRow(
            row, ProductRows.NormalCode(code), NullIfEmpty(row[ImportColumns.Name]), row[ImportColumns.Brand], row[ImportColumns.Spec], NullIfEmpty(row[ImportColumns.Unit]),
            CategoryPath(row[ImportColumns.Category]), NullIfEmpty(row[ImportColumns.TaxCode])?.ToUpperInvariant(), PriceOf(NullIfEmpty(row[ImportColumns.Price])),
            BarcodesOf(row[ImportColumns.Barcodes]), ActiveOf(NullIfEmpty(row[ImportColumns.Active])),
            FlagsOf(row[ImportColumns.Flags]), AgeOf(NullIfEmpty(row[ImportColumns.AgeLimit])), ContentOf(row[ImportColumns.Content]),
            row[ImportColumns.PricePer] is { } per ? NetContent.UnitOf(per) : null);
    }

    /// <summary>A barcode as it stands in a file.</summary>
    public static string Text(BarcodeRow barcode) =>
        barcode.Factor == Quantity.One && barcode.Unit.Length == 0 ? barcode.Barcode : $"{barcode.Barcode}*{barcode.Factor}{barcode.Unit}";

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string[]? CategoryPath(string? text) =>
        text?.Split([CategoryTree.Separator, '>', '／'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Money? PriceOf(string? text)
    {
        if (text is null)
            return null;
        if (!decimal.TryParse(text.TrimStart('¥', '￥').Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount))
            throw new RowRefused($"The price '{Short(text)}' is not a number such as 12.50.");
        try
        {
            return Money.FromDecimal(amount);
        }
        catch (FormatException refused)
        {
            throw new RowRefused($"The price {refused.Message}");
        }
    }

    private static bool? ActiveOf(string? text) => text?.ToLowerInvariant() switch
    {
        null => null,
        "1" or "yes" or "true" or "y" or "是" or "在售" or "上架" or "正常" => true,
        "0" or "no" or "false" or "n" or "否" or "停售" or "下架" => false,
        _ => throw new RowRefused($"'{Short(text)}' does not say whether the product is active: 1 or 0."),
    };

    private static ItemFlags? FlagsOf(string? text) => text?.Split(BarcodeSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Aggregate(ItemFlags.None, (flags, word) =>
            flags | (ItemFlagNames.One(word) ?? throw new RowRefused($"'{Short(word)}' is no flag of a product; they are {ItemFlagNames.Known}.")));

    private static int? AgeOf(string? text) => text is null
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var years) ? years : throw new RowRefused($"'{Short(text)}' is no age in years.");

    private static NetContent? ContentOf(string? text)
    {
        if (text is null)
            return null;
        if (string.IsNullOrWhiteSpace(text))
            return NetContent.None;
        var match = ContentText().Match(text.Trim());
        if (!match.Success)
            throw new RowRefused($"'{Short(text)}' is no content of a pack such as 500 g or 1.5 l.");
        return new NetContent(Quantity.FromDecimal(decimal.Parse(match.Groups["amount"].ValueSpan, CultureInfo.InvariantCulture)), NetContent.UnitOf(match.Groups["unit"].Value));
    }

    private static List<ProductBarcode>? BarcodesOf(string? text)
    {
        if (text is null)
            return null;
        var barcodes = new List<ProductBarcode>();
        foreach (var one in text.Split(BarcodeSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var match = Pack().Match(one);
            if (!match.Success || !decimal.TryParse(match.Groups["factor"] is { Success: true, Value: var given } ? given : "1", CultureInfo.InvariantCulture, out var factor) || factor > 1_000_000)
                throw new RowRefused($"'{Short(one)}' is not a barcode such as 6901234567892 or 16901234567899*24箱.");
            barcodes.Add(new ProductBarcode(match.Groups["barcode"].Value, match.Groups["unit"].Value, Quantity.FromDecimal(factor)));
        }

        return barcodes;
    }

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;

    [GeneratedRegex(@"\A(?<barcode>[^*]+)(\*(?<factor>\d{1,7}(\.\d{1,3})?)(?<unit>.*))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pack();

    [GeneratedRegex(@"\A(?<amount>\d{1,7}(\.\d{1,3})?)\s*(?<unit>\p{L}+)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContentText();
}

/// <summary>A row of a file is not taken; the message says why.</summary>
internal sealed class RowRefused(string message) : Exception(message);
