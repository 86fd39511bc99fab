using Store.Contracts.Catalog;
using Store.Contracts.Chain;

namespace Store.Checkout.Orders;

/// <summary>One quotation or order with its lines and its money.</summary>
internal static class GetOrder
{
    internal sealed record Query(long StoreId, long OrderId) : IQuery<Result>, IStoreScoped, IPersonal;

    /// <param name="CancelFee">What would be kept if it were cancelled now.</param>
    /// <param name="Code">The code on its paper.</param>
    internal sealed record Result(
        long OrderId, string Number, string Code, string Kind, string State, string CustomerName, string? CustomerPhone, string? Note, DateOnly? ValidUntil, DateOnly? DueDate, Money Total,
        Money DepositRequired, Money Paid, Money Balance, Money CancelFee, Money Fee, DateTime CreatedAt, string CreatedByName, long? SaleId, IReadOnlyList<string> NextStates,
        IReadOnlyList<Line> Lines, IReadOnlyList<Payment> Payments);

    /// <param name="HasSerial">Whether it is handed over with its serial number.</param>
    /// <param name="HasBatch">Whether it is handed over with its batch number.</param>
    internal sealed record Line(
        int LineNumber, long ProductId, string ProductCode, string ProductName, string Unit, Quantity Quantity, Money UnitPrice, Money Discount, Money Amount, bool HasSerial, bool HasBatch);

    /// <param name="Kind">Deposit, Used, Refund or Fee.</param>
    /// <param name="Amount">What it did to the customer's money: in is more than zero.</param>
    internal sealed record Payment(string Kind, string Tender, Money Amount, DateTime OccurredAt, string CashierName);

    internal sealed class Handler(Db db, TimeProvider clock, IMediator mediator, OrderPhones phones) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var order = await Order.Read(db, query.StoreId, query.OrderId, cancellationToken);
            var settings = await OrderSettings.Of(db, query.StoreId, cancellationToken);
            var payments = await db.Query<Payment>("""
                SELECT Kind, Tender, AmountMinor, OccurredAt, CashierName
                FROM   checkout.OrderPayments
                WHERE  OrderId = @OrderId
                ORDER BY OrderPaymentId, LineNumber
                """, query, cancellationToken);
            var lines = await Order.Lines(db, order.OrderId, cancellationToken);
            var store = await mediator.Send(new GetStore(query.StoreId), cancellationToken);
            var flags = (await mediator.Send(
                new PriceProducts(query.StoreId, [.. lines.Select(line => new PriceItem(line.ProductId)).Distinct()], store.Time().Local(clock.UtcNow())) { AlsoUnlisted = true }, cancellationToken))
                .ToDictionary(product => product.ProductId, product => product.Flags);
            bool Has(OrderLine line, ItemFlags flag) => flags.GetValueOrDefault(line.ProductId).HasFlag(flag);
            return new Result(
                order.OrderId, order.Number, OrderCode.Of(order.OrderId), order.Kind, order.State, order.CustomerName, phones.Opened(order.PhoneSealed), order.Note, order.ValidUntil, order.DueDate, order.Total,
                order.DepositRequired, order.Paid, order.Balance, settings.CancelFee.OnTopOf(order.Paid), order.Fee, order.CreatedAt, order.CreatedByName, order.SaleId, OrderStates.Moves[order.State],
                [.. lines.Select(line => new Line(
                    line.LineNumber, line.ProductId, line.ProductCode, line.ProductName, line.Unit, line.Quantity, line.UnitPrice, line.Discount, line.Amount,
                    Has(line, ItemFlags.Serial), Has(line, ItemFlags.Batch)))], payments);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/orders/{orderId:long}", (long storeId, long orderId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId, orderId), cancel))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(GetOrder)).WithSummary("See a quotation or order with its lines and money")
            .ProducesProblem(404);
    }
}
