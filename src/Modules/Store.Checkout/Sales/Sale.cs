using Store.Contracts.Catalog;

namespace Store.Checkout.Sales;

/// <summary>A sale or return, ready to be recorded. Every amount is final: totals are sums of the lines' stored figures.</summary>
internal sealed record Sale(
    long SaleId, Guid SaleUuid, long StoreId, Register Register, bool IsReturn, long? OriginalSaleId, string? Reason, DateOnly BusinessDate, int HourOfDay, DateTime OccurredAt,
    long CashierId, string CashierName, Money Change, IReadOnlyList<SaleLine> Lines, IReadOnlyList<SalePayment> Payments, long? MemberId = null, string? SourceNumber = null, long? ImportId = null);

/// <summary>A register as locked for one sale.</summary>
/// <param name="RegisterId">The register.</param>
/// <param name="Code">Its code.</param>
/// <param name="LastReceiptNumber">The number it gave last.</param>
/// <param name="ShiftId">The shift in which it sells; several registers may sell in one.</param>
/// <param name="LastHash">The hash of the sale it recorded last; null before its chain begins.</param>
internal sealed record Register(long RegisterId, string Code, long LastReceiptNumber, long? ShiftId, string? LastHash);

/// <summary>One line. In a return, quantity, amounts and cost are negative.</summary>
internal sealed record SaleLine(
    long SaleId, int LineNumber, long ProductId, string ProductCode, string ProductName, string? Barcode, string Unit, Quantity Quantity, Money UnitPrice, long PriceId,
    Money Total, Money Net, Money Tax, string TaxCode, TaxRate TaxRate, Money Cost, int? OriginalLineNumber = null)
{
    /// <summary>Works out a sold line. Price times quantity is rounded once; where the shelf price has the tax in it, the tax comes out of that figure, else on top.</summary>
    public static SaleLine Sold(long saleId, int lineNumber, PricedProduct product, Quantity quantity, string? barcode, bool priceIncludesTax, Money cost)
    {
        var amount = Money.Of(product.Price, quantity);
        var tax = priceIncludesTax ? product.TaxRate.IncludedIn(amount) : product.TaxRate.OnTopOf(amount);
        var (net, total) = priceIncludesTax ? (amount - tax, amount) : (amount, amount + tax);
        return new SaleLine(
            saleId, lineNumber, product.ProductId, product.Code, product.Name, barcode, product.Unit, quantity, product.Price, product.PriceId,
            total, net, tax, product.TaxCode, product.TaxRate, cost);
    }
}

/// <summary>What is kept of a payment.</summary>
/// <param name="Tender">The tender.</param>
/// <param name="Amount">After change; negative for money given back.</param>
/// <param name="Tendered">What was handed over.</param>
/// <param name="Reference">The terminal's or wallet's reference.</param>
internal sealed record SalePayment(string Tender, Money Amount, Money Tendered, string? Reference);
