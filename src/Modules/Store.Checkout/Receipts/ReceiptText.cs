using System.Globalization;
using System.Text;
using Store.Checkout.Currencies;

namespace Store.Checkout.Receipts;

/// <summary>Lays a receipt out in columns of a fixed-width printer.</summary>
internal static class ReceiptText
{
    public static string Render(GetReceipt.Result receipt, int columns, ReceiptWords words, string? copyMark = null)
    {
        var text = new StringBuilder();
        var isReturn = receipt.Kind == "Return";
        Line(text, Centred(receipt.StoreName, columns));
        Line(text, Centred(isReturn ? words.Return : words.Receipt, columns));
        if (copyMark is not null)
            Line(text, Centred(copyMark, columns));
        Line(text, $"{words.Number} {receipt.RegisterCode}-{receipt.ReceiptNumber:000000}");
        if (receipt.OriginalReceiptNumber is { } original)
            Line(text, $"{words.Original} {original:000000}");
        Line(text, $"{receipt.LocalTime:yyyy-MM-dd HH:mm:ss}");
        Line(text, $"{words.Cashier} {receipt.CashierName}");
        Line(text, new string('-', columns));
        Line(text, InFour(words.Item, words.Quantity, words.Price, words.Amount, columns));
        foreach (var line in receipt.Lines)
        {
            foreach (var part in Wrapped(line.ProductName, columns))
                Line(text, part);
            Line(text, InFour("", words.QuantityOf(line), ReceiptWords.PriceOf(line), line.Total.ToString(), columns));
        }

        Line(text, new string('-', columns));
        Line(text, Apart(isReturn ? words.RefundTotal : words.Total, $"{receipt.Currency} {receipt.Total}", columns));
        foreach (var tax in receipt.Taxes.Where(tax => tax.Tax != Money.Zero))
            Line(text, Apart($"{(receipt.PricesIncludeTax ? words.TaxIncluded : words.Tax)} {tax.TaxRate.ToPercent():0.####}%", tax.Tax.ToString(), columns));
        if (receipt.Rounding != Money.Zero)
            Line(text, Apart(words.Rounding, receipt.Rounding.ToString(), columns));
        foreach (var payment in receipt.Payments.Where(payment => payment.Tendered != Money.Zero))
        {
            Line(text, Apart(words.Tender(payment.Tender), payment.Tendered.ToString(), columns));
            if (payment.Foreign is { } foreign)
                Line(text, $"  {payment.Currency} {CurrencyCodes.Text(payment.Currency!, foreign)} × {payment.Rate}");
        }

        foreach (var correction in receipt.Corrections)
            Line(text, Apart($"{words.Correction} {words.Tender(correction.FromTender)} > {words.Tender(correction.ToTender)}", correction.Amount.ToString(), columns));
        if (receipt.Change != Money.Zero)
            Line(text, Apart(words.Change, receipt.Change.ToString(), columns));
        foreach (var (word, points) in words.PointsOf(receipt))
            Line(text, Apart(word, points, columns));
        Line(text, Apart(words.Pieces, receipt.Lines.Count.ToString(CultureInfo.InvariantCulture), columns));
        Line(text, new string('-', columns));
        Line(text, Centred(words.Thanks, columns));
        Line(text, Centred(ReceiptCode.Of(receipt.SaleId), columns));
        foreach (var coupon in receipt.Coupons)
        {
            Line(text, new string('-', columns));
            foreach (var part in Wrapped($"{words.Coupon} {coupon.Name}", columns))
                Line(text, Centred(part, columns));
            Line(text, Centred(coupon.Code, columns));
            if (words.DaysOf(coupon) is { Length: > 0 } days)
                Line(text, Centred(days, columns));
        }

        return text.ToString();
    }

    /// <summary>How many columns a text takes on paper: East Asian wide characters take two.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    private static int Width(Rune rune) => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
            or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE4F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 => 2,
        _ => 1,
    };

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');

    internal static string Centred(string text, int columns) => new string(' ', Math.Max(0, (columns - Width(text)) / 2)) + text;

    internal static string Apart(string left, string right, int columns) => left + new string(' ', Math.Max(1, columns - Width(left) - Width(right))) + right;

    private static string InFour(string item, string quantity, string price, string amount, int columns)
    {
        var (priceColumns, amountColumns) = columns >= 48 ? (11, 12) : (8, 9);
        return Apart(item, quantity, columns - priceColumns - amountColumns) + Right(price, priceColumns) + Right(amount, amountColumns);
    }

    private static string Right(string text, int columns) => new string(' ', Math.Max(1, columns - Width(text))) + text;

    internal static IEnumerable<string> Wrapped(string text, int columns)
    {
        var (line, used) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + Width(rune) > columns)
            {
                yield return line.ToString();
                (line, used) = (new StringBuilder(), 0);
            }

            line.Append(rune);
            used += Width(rune);
        }

        yield return line.ToString();
    }
}
