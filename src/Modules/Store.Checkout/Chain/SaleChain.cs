using Store.Checkout.Sales;

namespace Store.Checkout.Chain;

/// <summary>
/// The chain of a register's sales: each carries the hash of the one before it and its own, over everything of it that may never change. Whoever changes a stored cent
/// would have to change every later sale and the register. Sales from before the chain have no hash; it begins after them.
/// </summary>
internal static class SaleChain
{
    /// <summary>The row of a sale with its place in the chain.</summary>
    public static SaleRow Linked(SaleRow row, Sale sale, string? previousHash)
    {
        var text = Head(
            previousHash, row.SaleId, row.SaleUuid, row.StoreId, row.RegisterId, row.ShiftId, row.ReceiptNumber, row.Kind, row.OriginalSaleId, row.BusinessDate, row.OccurredAt,
            row.CashierId, row.MemberId, row.Net, row.Tax, row.Total, row.Cost, row.Change);
        foreach (var line in sale.Lines)
            AddLine(text, line.LineNumber, line.ProductId, line.Quantity, line.UnitPrice, line.Total, line.Net, line.Tax, line.TaxCode, line.Cost, line.OriginalLineNumber);
        for (var i = 0; i < sale.Payments.Count; i++)
        {
            var payment = sale.Payments[i];
            AddPayment(text, i + 1, row.ShiftId, payment.Tender, payment.Amount, payment.Tendered, payment.Reference, payment.Foreign?.Currency, payment.Foreign?.Amount, payment.Foreign?.Rate);
        }

        return row with { PreviousHash = previousHash, Hash = text.Hash() };
    }

    public static ChainText Head(
        string? previousHash, long saleId, Guid saleUuid, long storeId, long registerId, long? shiftId, long receiptNumber, string kind, long? originalSaleId, DateOnly businessDate,
        DateTime occurredAt, long cashierId, long? memberId, Money net, Money tax, Money total, Money cost, Money change) => new ChainText()
        .Add(previousHash).Add(saleId).Add(saleUuid).Add(storeId).Add(registerId).Add(shiftId).Add(receiptNumber).Add(kind).Add(originalSaleId).Add(businessDate)
        .Add(occurredAt).Add(cashierId).Add(memberId).Add(net).Add(tax).Add(total).Add(cost).Add(change).End();

    public static void AddLine(
        ChainText text, int lineNumber, long productId, Quantity quantity, Money unitPrice, Money total, Money net, Money tax, string taxCode, Money cost, int? originalLineNumber) => text
        .Add(lineNumber).Add(productId).Add(quantity).Add(unitPrice).Add(total).Add(net).Add(tax).Add(taxCode).Add(cost).Add((long?)originalLineNumber).End();

    public static void AddPayment(
        ChainText text, int paymentNumber, long? shiftId, string tender, Money amount, Money tendered, string? reference, string? currency, Money? foreign, ExchangeRate? rate)
    {
        text.Add(paymentNumber).Add(shiftId).Add(tender).Add(amount).Add(tendered).Add(reference);
        if (currency is not null)
            text.Add(currency).Add(foreign?.Minor).Add(rate?.Nano);
        text.End();
    }
}
