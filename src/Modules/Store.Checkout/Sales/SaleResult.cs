namespace Store.Checkout.Sales;

/// <summary>What the till learns of a recorded sale or return; amounts of a return are negative.</summary>
/// <param name="SaleId">The sale.</param>
/// <param name="SaleUuid">As the till made it.</param>
/// <param name="ReceiptNumber">The number on the receipt, without gaps per register.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="Net">Without tax.</param>
/// <param name="Tax">The tax.</param>
/// <param name="Total">What the customer pays.</param>
/// <param name="Paid">What was handed over.</param>
/// <param name="Change">What goes back in cash.</param>
/// <param name="StoredChange">What of the change the member has stored instead.</param>
/// <param name="Rounding">What is paid more than the total (less, when negative), for want of smaller coins.</param>
internal sealed record SaleResult(
    long SaleId, Guid SaleUuid, long ReceiptNumber, DateOnly BusinessDate, Money Net, Money Tax, Money Total, Money Paid, Money Change, Money StoredChange, Money Rounding);
