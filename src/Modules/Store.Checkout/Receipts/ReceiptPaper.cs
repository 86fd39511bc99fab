using System.Globalization;
using Store.Checkout.Currencies;
using Store.Checkout.Paper;
using Store.Contracts.Devices;
using Store.Contracts.Loyalty;

namespace Store.Checkout.Receipts;

/// <summary>Lays a receipt or a gift receipt out on paper.</summary>
internal static class ReceiptPaper
{
    private const int PriceColumns = 9;
    private const int AmountColumns = 10;

    public static PrintDocument Receipt(GetReceipt.Result receipt, Letterhead letterhead, ReceiptWords words, string? copyMark = null)
    {
        var isReturn = receipt.Kind == "Return";
        var paper = Head(receipt, letterhead, isReturn ? words.Return : words.Receipt, words, copyMark);
        paper.Add(PrintElement.Line($"{words.Cashier} {receipt.CashierName}"));
        paper.Add(PrintElement.Rule);
        paper.Add(InFour(words.Item, words.Quantity, words.Price, words.Amount));
        foreach (var line in receipt.Lines)
        {
            paper.Add(PrintElement.Line(line.ProductName));
            paper.Add(InFour("", words.QuantityOf(line), ReceiptWords.PriceOf(line), line.Total.ToString()));
            if (words.CreditOf(line) is { } credit)
                paper.Add(PrintElement.Apart($"  {credit.Words}", credit.Amount));
        }

        paper.Add(PrintElement.Rule);
        paper.Add(PrintElement.Apart(isReturn ? words.RefundTotal : words.Total, $"{receipt.Currency} {receipt.Total}", bold: true));
        foreach (var tax in receipt.Taxes.Where(tax => tax.Tax != Money.Zero))
            paper.Add(PrintElement.Apart(string.Create(CultureInfo.InvariantCulture, $"{(receipt.PricesIncludeTax ? words.TaxIncluded : words.Tax)} {tax.TaxRate.ToPercent():0.####}%"), tax.Tax.ToString()));
        if (receipt.Rounding != Money.Zero)
            paper.Add(PrintElement.Apart(words.Rounding, receipt.Rounding.ToString()));
        foreach (var payment in receipt.Payments.Where(payment => payment.Tendered != Money.Zero))
        {
            paper.Add(PrintElement.Apart(words.Tender(payment.Tender), payment.Tendered.ToString()));
            if (payment.Foreign is { } foreign)
                paper.Add(PrintElement.Line($"  {payment.Currency} {CurrencyCodes.Text(payment.Currency!, foreign)} × {payment.Rate}"));
        }

        foreach (var correction in receipt.Corrections)
            paper.Add(PrintElement.Apart($"{words.Correction} {words.Tender(correction.FromTender)} > {words.Tender(correction.ToTender)}", correction.Amount.ToString()));
        if (receipt.Change != Money.Zero)
            paper.Add(PrintElement.Apart(words.Change, receipt.Change.ToString()));
        paper.AddRange(words.StoredChangeOf(receipt).Select(line => PrintElement.Apart(line.Word, line.Amount.ToString())));
        paper.AddRange(words.PointsOf(receipt).Select(line => PrintElement.Apart(line.Word, line.Points)));
        paper.Add(PrintElement.Apart(words.Pieces, receipt.Lines.Sum(line => line.Pieces).ToString(CultureInfo.InvariantCulture)));
        paper.Add(PrintElement.Rule);
        paper.AddRange(letterhead.Foot(words.Thanks));
        paper.Add(Letterhead.Code(ReceiptCode.Of(receipt.SaleId)));
        paper.AddRange(receipt.Coupons.SelectMany(coupon => Coupon(coupon, words)));
        paper.Add(PrintElement.Cut);
        return new PrintDocument(paper);
    }

    /// <summary>A coupon for whoever holds the receipt, to be torn off or scanned from it.</summary>
    private static IEnumerable<PrintElement> Coupon(ReceiptCoupon coupon, ReceiptWords words)
    {
        yield return PrintElement.Rule;
        yield return PrintElement.Line($"{words.Coupon} {coupon.Name}", PrintAlign.Center, bold: true);
        yield return Letterhead.Code(coupon.Code);
        if (words.DaysOf(coupon) is { Length: > 0 } days)
            yield return PrintElement.Line(days, PrintAlign.Center);
    }

    /// <summary>The goods without any amount, and the code by which the sale is found.</summary>
    public static PrintDocument Gift(GetReceipt.Result receipt, Letterhead letterhead, ReceiptWords words, ReceiptMarks marks, string? copyMark)
    {
        var paper = Head(receipt, letterhead, marks.Gift, words, copyMark);
        paper.Add(PrintElement.Rule);
        foreach (var line in receipt.Lines.Where(line => line.Quantity != Quantity.Zero))
            paper.Add(PrintElement.Apart(line.ProductName, $"{line.Quantity}{line.Unit}"));
        paper.Add(PrintElement.Rule);
        paper.Add(PrintElement.Line(marks.GiftHint, PrintAlign.Center));
        paper.Add(Letterhead.Code(ReceiptCode.Of(receipt.SaleId)));
        paper.Add(PrintElement.Cut);
        return new PrintDocument(paper);
    }

    private static List<PrintElement> Head(GetReceipt.Result receipt, Letterhead letterhead, string title, ReceiptWords words, string? copyMark)
    {
        List<PrintElement> head = [.. letterhead.Head(receipt.StoreName), PrintElement.Line(title, PrintAlign.Center)];
        if (copyMark is not null)
            head.Add(PrintElement.Line(copyMark, PrintAlign.Center, bold: true));
        head.Add(PrintElement.Line($"{words.Number} {receipt.Number}"));
        if (receipt.OriginalReceiptNumber is { } original)
            head.Add(PrintElement.Line(string.Create(CultureInfo.InvariantCulture, $"{words.Original} {original:000000}")));
        head.Add(PrintElement.Line(receipt.LocalTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
        return head;
    }

    private static PrintElement InFour(string item, string quantity, string price, string amount) => new(PrintKind.Columns)
    {
        Columns = [new PrintColumn(item), new PrintColumn(quantity, Align: PrintAlign.Right), new PrintColumn(price, PriceColumns, PrintAlign.Right), new PrintColumn(amount, AmountColumns, PrintAlign.Right)],
    };
}
