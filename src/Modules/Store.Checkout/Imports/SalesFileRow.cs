using System.Globalization;

namespace Store.Checkout.Imports;

/// <summary>One row of a file of sales and what it turned out to be.</summary>
/// <param name="Number">Its place below the heading, from 1.</param>
/// <param name="Amount">Quantity times price, rounded; zero where they cannot be read.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Problem">Why it is rejected.</param>
internal sealed record SalesFileRow(
    long Number, string Invoice, string Product, string Name, Quantity Quantity, DateTime LocalTime, Money UnitPrice, string? Member, Money Amount, SalesRowKind Kind, string? Problem)
{
    private const int CodeLengthAtMost = 40;
    private const decimal AmountAtMost = 1_000_000_000m;

    public static SalesFileRow Parse(
        long number, string? invoice, string? product, string? name, string? quantity, string? time, string? unitPrice, string? member, SalesMap map)
    {
        invoice = invoice?.Trim() ?? "";
        product = product?.Trim() ?? "";
        var hasQuantity = decimal.TryParse(quantity, NumberStyles.Number, CultureInfo.InvariantCulture, out var quantityNumber) && Math.Abs(quantityNumber) <= AmountAtMost;
        var hasPrice = decimal.TryParse(unitPrice, NumberStyles.Number, CultureInfo.InvariantCulture, out var price) && Math.Abs(price) <= AmountAtMost;
        var hasTime = DateTime.TryParseExact(time, map.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var localTime);
        var amount = hasQuantity && hasPrice && Math.Abs(quantityNumber * price) <= AmountAtMost ? Money.Round(quantityNumber * price) : Money.Zero;

        var problem = invoice.Length is 0 or > CodeLengthAtMost ? "no invoice number that can be kept"
            : product.Length is 0 or > CodeLengthAtMost ? "no product code that can be kept"
            : !hasQuantity || decimal.Round(quantityNumber, 3) != quantityNumber ? $"'{Short(quantity)}' is no quantity"
            : !hasPrice || Math.Abs(quantityNumber * price) > AmountAtMost ? $"'{Short(unitPrice)}' is no price"
            : !hasTime ? $"'{Short(time)}' is no time in the form {map.TimeFormat}"
            : map.RejectPrefixes?.FirstOrDefault(prefix => invoice.StartsWith(prefix.Key, StringComparison.Ordinal)).Value;
        var (kind, refusal) = problem is not null ? (SalesRowKind.Rejected, problem) : Judge(invoice, quantityNumber, price, map);
        return new SalesFileRow(
            number, invoice, product, name?.Trim() ?? "", kind == SalesRowKind.Rejected ? Quantity.Zero : Quantity.FromDecimal(quantityNumber), localTime,
            kind == SalesRowKind.Rejected ? Money.Zero : Money.Round(price), string.IsNullOrWhiteSpace(member) ? null : member.Trim(), amount, kind, refusal);
    }

    private static (SalesRowKind Kind, string? Problem) Judge(string invoice, decimal quantity, decimal price, SalesMap map)
    {
        if (price < 0)
            return (SalesRowKind.Rejected, "a price below zero");
        if (map.ReturnPrefix.Length > 0 && invoice.StartsWith(map.ReturnPrefix, StringComparison.Ordinal))
            return quantity < 0 ? (SalesRowKind.Return, null) : (SalesRowKind.Rejected, "a return of nothing");
        return (quantity, price) switch
        {
            ( > 0, _) => (SalesRowKind.Sale, null),
            ( < 0, 0) => (SalesRowKind.Adjustment, null),
            ( < 0, _) => (SalesRowKind.Rejected, "a negative quantity with a price on a sale"),
            _ => (SalesRowKind.Rejected, "a quantity of zero"),
        };
    }

    private static string Short(string? text) => text is null ? "" : text.Length > 40 ? text[..40] : text;
}

/// <summary>What a row of a file of sales can be.</summary>
internal enum SalesRowKind
{
    Sale,
    Return,

    /// <summary>Goods written off: a negative quantity without a price.</summary>
    Adjustment,
    Rejected,
}
