using System.Data.Common;
using Store.Checkout.Sales;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;

namespace Store.Checkout.Orders;

/// <summary>
/// Writes down the money of orders: what a customer pays ahead is kept as a debt to the customer, goes through the shift like any payment, and is used up by the sale,
/// given back, or kept as a fee.
/// </summary>
internal sealed class OrderBook(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, Outbox outbox)
{
    public const string Deposit = "Deposit";
    public const string Used = "Used";
    public const string Refund = "Refund";
    public const string Fee = "Fee";

    /// <summary>Whether money has been moved under this id before.</summary>
    public async Task<bool> Knows(long orderId, Guid paymentUuid, CancellationToken cancellationToken)
    {
        var found = await db.Find<long?>("""
            SELECT OrderId FROM checkout.OrderPayments WHERE PaymentUuid = @paymentUuid
            """, new { paymentUuid }, cancellationToken);
        if (found is { } other && other != orderId)
            throw new Conflict("order.uuid_taken", "This id belongs to another order's payment.");
        return found is not null;
    }

    /// <summary>Money that goes through the drawer or a terminal: in as deposit, out as refund. It joins the shift's takings and the books.</summary>
    /// <param name="order">The order.</param>
    /// <param name="register">The register, with its open shift.</param>
    /// <param name="paymentUuid">Made by the till.</param>
    /// <param name="payments">What is kept of each tender; less than zero for what goes back.</param>
    /// <param name="fee">What is kept of the customer's money.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task Move(Order order, Register register, Guid paymentUuid, IReadOnlyList<SalePayment> payments, Money fee, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var date = (await mediator.Send(new GetStore(order.StoreId), cancellationToken)).Time().BusinessDate(now);
        var paymentId = ids.Next();
        var rows = payments.Select((payment, index) => Row(order, register, paymentUuid, paymentId, date, now, index + 1, payment.Amount < Money.Zero ? Refund : Deposit, payment)).ToList();
        await Insert(rows, cancellationToken);
        await db.Insert("""
            INSERT INTO checkout.Payments (SaleId, PaymentNumber, ShiftId, Tender, AmountMinor, TenderedMinor, Reference)
            VALUES (@OrderPaymentId, @LineNumber, @ShiftId, @Tender, @Amount, @Tendered, @Reference)
            """, rows, cancellationToken);
        if (fee > Money.Zero)
            await Insert([Row(order, register, paymentUuid, paymentId, date, now, rows.Count + 1, Fee, new SalePayment(Fee, -fee, -fee, Reference: null))], cancellationToken);
        await outbox.Add(new CustomerDepositMoved(
            paymentId, order.OrderId, order.StoreId, date, now,
            [.. payments.GroupBy(payment => payment.Tender, StringComparer.Ordinal).Select(tender => new TenderShare(tender.Key, Money.Sum(tender.Select(payment => payment.Amount))))],
            fee), cancellationToken);
    }

    /// <summary>Money that was held and now pays for the sale; the sale itself tells the books.</summary>
    public async Task Use(Order order, Register register, Guid saleUuid, Money amount, CancellationToken cancellationToken)
    {
        if (amount == Money.Zero)
            return;
        var now = clock.UtcNow();
        var date = (await mediator.Send(new GetStore(order.StoreId), cancellationToken)).Time().BusinessDate(now);
        await Insert([Row(order, register, saleUuid, ids.Next(), date, now, 1, Used, new SalePayment(Tenders.Deposit, -amount, -amount, Reference: null))], cancellationToken);
    }

    private OrderPaymentRow Row(Order order, Register register, Guid uuid, long paymentId, DateOnly date, DateTime now, int lineNumber, string kind, SalePayment payment) => new(
        paymentId, lineNumber, order.OrderId, uuid, order.StoreId, register.RegisterId, register.ShiftId!.Value, date, now, kind, payment.Tender, payment.Amount, payment.Tendered,
        payment.Reference, caller.UserId, caller.Name);

    private async Task Insert(IReadOnlyList<OrderPaymentRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await db.Insert("""
                INSERT INTO checkout.OrderPayments (OrderPaymentId, LineNumber, OrderId, PaymentUuid, StoreId, RegisterId, ShiftId, BusinessDate, OccurredAt, Kind, Tender, AmountMinor,
                       TenderedMinor, Reference, CashierId, CashierName)
                VALUES (@OrderPaymentId, @LineNumber, @OrderId, @PaymentUuid, @StoreId, @RegisterId, @ShiftId, @BusinessDate, @OccurredAt, @Kind, @Tender, @Amount,
                       @Tendered, @Reference, @CashierId, @CashierName)
                """, rows, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("The order's payment has been recorded by a parallel request.", refused);
        }
    }

    private sealed record OrderPaymentRow(
        long OrderPaymentId, int LineNumber, long OrderId, Guid PaymentUuid, long StoreId, long RegisterId, long ShiftId, DateOnly BusinessDate, DateTime OccurredAt, string Kind, string Tender,
        Money Amount, Money Tendered, string? Reference, long CashierId, string CashierName);
}
