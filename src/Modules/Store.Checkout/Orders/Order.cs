using Store.Checkout.Sales;

namespace Store.Checkout.Orders;

/// <summary>A quotation or a customer's order.</summary>
/// <param name="PhoneSealed">How to reach them, as <see cref="OrderPhones"/> opens it.</param>
/// <param name="Total">What the goods come to, tax included.</param>
/// <param name="DepositRequired">What has to be paid before it is confirmed.</param>
/// <param name="Paid">The customer's money that is held for it: a debt to the customer, not revenue.</param>
/// <param name="Fee">What was kept when it was cancelled.</param>
internal sealed record Order(
    long OrderId, long StoreId, long OrderNumber, string Kind, string State, string CustomerName, string? PhoneSealed, long? MemberId, string? Note, DateOnly? ValidUntil, DateOnly? DueDate,
    Money Total, Money DepositRequired, Money Paid, Money Fee, DateTime CreatedAt, string CreatedByName, long? SaleId, Guid? SaleUuid, long Version)
{
    /// <summary>What is still to be paid.</summary>
    public Money Balance => Total - Paid;

    /// <summary>As it is said and printed.</summary>
    public string Number => NumberOf(Kind, OrderNumber);

    public static string NumberOf(string kind, long number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(kind == OrderKinds.Quotation ? "Q" : "D")}{number:000000}");

    /// <summary>Reads it and, in a transaction, keeps others who would change it waiting.</summary>
    /// <exception cref="NotFound">There is no such order in this store.</exception>
    public static async Task<Order> Read(Db db, long storeId, long orderId, CancellationToken cancellationToken) => await db.Find<Order>("""
        SELECT OrderId, StoreId, OrderNumber, Kind, State, CustomerName, PhoneSealed, MemberId, Note, ValidUntil, DueDate, TotalMinor, DepositRequiredMinor, PaidMinor, FeeMinor,
               CreatedAt, CreatedByName, SaleId, SaleUuid, Version
        FROM   checkout.Orders WITH (UPDLOCK, ROWLOCK)
        WHERE  OrderId = @orderId AND StoreId = @storeId
        """, new { orderId, storeId }, cancellationToken) ?? throw new NotFound("order", orderId);

    public static Task<IReadOnlyList<OrderLine>> Lines(Db db, long orderId, CancellationToken cancellationToken) => db.Query<OrderLine>("""
        SELECT LineNumber, ProductId, ProductCode, ProductName, Unit, AskedUnit, QuantityMilli, UnitPriceMinor, DiscountMinor, AmountMinor
        FROM   checkout.OrderLines
        WHERE  OrderId = @orderId
        ORDER BY LineNumber
        """, new { orderId }, cancellationToken);
}

/// <summary>A line as it was agreed: price of one unit, what comes off the line, and what it comes to in the terms of the shelf price.</summary>
internal sealed record OrderLine(
    int LineNumber, long ProductId, string ProductCode, string ProductName, string Unit, string? AskedUnit, Quantity Quantity, Money UnitPrice, Money Discount, Money Amount)
{
    /// <summary>The line of the ticket that sells it as agreed.</summary>
    public TicketLine AsAgreed(string reason) => new(
        ProductId, Quantity, UnitPrice, Barcode: null, AskedUnit, Discount > Money.Zero ? new ManualDiscount(Percent: null, Discount, reason) : null, reason);
}

/// <summary>How a store takes orders; a store without settings of its own takes a fifth as deposit and keeps nothing.</summary>
/// <param name="Deposit">The part of the total that is asked as deposit.</param>
/// <param name="CancelFee">The part of what was paid that is kept when the customer cancels.</param>
/// <param name="QuotationDays">How many days a quotation is valid.</param>
/// <param name="Version">0 before it was changed.</param>
internal sealed record OrderSettings(TaxRate Deposit, TaxRate CancelFee, int QuotationDays, long Version)
{
    private static readonly OrderSettings Usual = new(TaxRate.FromPercent(20), TaxRate.FromPercent(0), QuotationDays: 14, Version: 0);

    public static async Task<OrderSettings> Of(Db db, long storeId, CancellationToken cancellationToken) => await db.Find<OrderSettings>("""
        SELECT DepositPpm, CancelFeePpm, QuotationDays, Version FROM checkout.OrderSettings WHERE StoreId = @storeId
        """, new { storeId }, cancellationToken) ?? Usual;
}
