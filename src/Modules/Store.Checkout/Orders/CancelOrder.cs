using Store.Checkout.Reasons;
using Store.Checkout.Sales;
using Store.Contracts.Access;
using Store.Contracts.Checkout;
using Store.Contracts.Loyalty;

namespace Store.Checkout.Orders;

/// <summary>
/// Ends an order or a quotation that will not be sold. Of what the customer paid, the store's fee is kept and the rest goes back by the tenders it was paid with. Sent
/// again with the same <c>paymentUuid</c>, it is answered as the first time.
/// </summary>
internal static class CancelOrder
{
    private const string FeePermission = "checkout.manage-orders";

    /// <param name="StoreId">The store.</param>
    /// <param name="OrderId">The order.</param>
    /// <param name="PaymentUuid">Made by the till.</param>
    /// <param name="RegisterId">Where the money goes back.</param>
    /// <param name="ReasonCode">Why, of the reason codes.</param>
    /// <param name="Fee">What is kept; null for the store's usual part. Another one takes its own permission.</param>
    /// <param name="Refunds">How the rest goes back.</param>
    /// <param name="Answers">What the cashier was asked.</param>
    internal sealed record Command(
        long StoreId, long OrderId, Guid PaymentUuid, long RegisterId, string ReasonCode, Money? Fee, IReadOnlyList<CompleteSale.Payment> Refunds,
        IReadOnlyList<Answer>? Answers) : ICommand<OrderMoved>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.PaymentUuid).NotEmpty();
            RuleFor(command => command.ReasonCode).NotEmpty().MaximumLength(40);
            RuleFor(command => command.Fee).GreaterThanOrEqualTo(Money.Zero);
            RuleFor(command => command.Refunds).NotNull().SetValidator(new OrderPaymentsValidator());
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, SaleBook sales, OrderBook book, AnswerBook answers)
        : IRequestHandler<Command, OrderMoved>
    {
        public async Task<OrderMoved> Handle(Command command, CancellationToken cancellationToken)
        {
            var register = await sales.LockRegister(command.StoreId, command.RegisterId, cancellationToken);
            var order = await Order.Read(db, command.StoreId, command.OrderId, cancellationToken);
            if (await book.Knows(order.OrderId, command.PaymentUuid, cancellationToken))
                return new OrderMoved(order.OrderId, order.State, order.Total, order.Paid, order.Balance, Change: Money.Zero);
            OrderStates.Require(order.State, OrderStates.Cancelled);

            var usual = (await OrderSettings.Of(db, command.StoreId, cancellationToken)).CancelFee.OnTopOf(order.Paid);
            var fee = command.Fee ?? usual;
            if (fee != usual)
                caller.Require(command.StoreId, FeePermission);
            if (fee > order.Paid)
                throw new RuleBroken("order.fee_too_great", $"{order.Paid} was paid.", new Dictionary<string, object?> { ["paid"] = order.Paid.ToDecimal() });
            var due = order.Paid - fee;
            await CheckRefunds(command, due, cancellationToken);
            if (due > Money.Zero)
                await mediator.Send(new RequireLimit(command.StoreId, Limits.RefundAmount, due.ToDecimal(), SaleSubjects.Cancelled(order.Number), command.ReasonCode), cancellationToken);
            if (order.Paid > Money.Zero && register.ShiftId is null)
                throw new RuleBroken("shift.not_open", $"Register {register.Code} has no open shift.");

            await answers.Record(
                register, command.StoreId, AnswerSubjects.Order, order.OrderId, [new Happening(ReasonEvents.CancelOrder, Reason: command.ReasonCode)], command.Answers, cancellationToken);
            var ended = await db.Execute("""
                UPDATE checkout.Orders
                SET    State = @Cancelled, PaidMinor = 0, FeeMinor = @fee, EndedAt = @now, EndReason = @ReasonCode, Version = @newVersion
                WHERE  OrderId = @OrderId AND Version = @Version AND PaidMinor = @Paid
                """, new { order.OrderId, OrderStates.Cancelled, fee, now = clock.UtcNow(), command.ReasonCode, order.Version, order.Paid, newVersion = ids.Next() }, cancellationToken);
            if (ended == 0)
                throw new RunAgain("The order was changed by a parallel request.");
            await mediator.Send(new ReleaseHeldCoupons(order.OrderId), cancellationToken);
            if (order.Paid > Money.Zero)
            {
                await book.Move(order, register, command.PaymentUuid, [.. command.Refunds.Select(refund =>
                    new SalePayment(refund.Tender, -refund.Amount, -refund.Amount, refund.Reference))], fee, cancellationToken);
            }

            return new OrderMoved(order.OrderId, OrderStates.Cancelled, order.Total, Money.Zero, Money.Zero, Change: Money.Zero);
        }

        private async Task CheckRefunds(Command command, Money due, CancellationToken cancellationToken)
        {
            var given = Money.Sum(command.Refunds.Select(refund => refund.Amount));
            if (given != due)
                throw new RuleBroken("refund.differs", $"{due} is to be given back, not {given}.", new Dictionary<string, object?> { ["due"] = due.ToDecimal(), ["given"] = given.ToDecimal() });

            var paid = await db.Query<TenderPaid>("""
                SELECT Tender, SUM(AmountMinor) AS AmountMinor FROM checkout.OrderPayments WHERE OrderId = @OrderId AND Kind IN (@Deposit, @Refund) GROUP BY Tender
                """, new { command.OrderId, OrderBook.Deposit, OrderBook.Refund }, cancellationToken);
            foreach (var tender in command.Refunds.GroupBy(refund => refund.Tender, StringComparer.Ordinal))
            {
                var most = paid.FirstOrDefault(one => one.Tender == tender.Key)?.Amount ?? Money.Zero;
                if (Money.Sum(tender.Select(refund => refund.Amount)) > most)
                {
                    throw new RuleBroken("refund.tender", $"At most {most} can go back by {tender.Key}.", new Dictionary<string, object?>
                    {
                        ["tender"] = tender.Key, ["refundable"] = most.ToDecimal(),
                    });
                }
            }
        }

        private sealed record TenderPaid(string Tender, Money Amount);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid PaymentUuid, long RegisterId, string ReasonCode, Money? Fee, IReadOnlyList<CompleteSale.Payment> Refunds, IReadOnlyList<Answer>? Answers = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/orders/{orderId:long}/cancel", (long storeId, long orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, orderId, body.PaymentUuid, body.RegisterId, body.ReasonCode, body.Fee, body.Refunds, body.Answers), cancel))
            .RequirePermission("checkout.take-orders").MayNeed(FeePermission)
            .WithName(nameof(CancelOrder)).WithSummary("End an order, give the deposit back less the fee")
            .ProducesValidationProblem().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
