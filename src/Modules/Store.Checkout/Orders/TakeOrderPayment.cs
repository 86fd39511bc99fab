using Store.Checkout.Sales;
using Store.Contracts.Checkout;

namespace Store.Checkout.Orders;

/// <summary>
/// Takes a deposit or a further part payment for an order. It is the customer's money, held until the goods are picked up; with the deposit the order is confirmed. Sent
/// again with the same <c>paymentUuid</c>, it is taken once.
/// </summary>
internal static class TakeOrderPayment
{
    /// <param name="StoreId">The store.</param>
    /// <param name="OrderId">The order.</param>
    /// <param name="PaymentUuid">Made by the till.</param>
    /// <param name="RegisterId">The register; it has an open shift.</param>
    /// <param name="Amount">What is paid of the order.</param>
    /// <param name="Payments">What was handed over; only cash may be more.</param>
    internal sealed record Command(long StoreId, long OrderId, Guid PaymentUuid, long RegisterId, Money Amount, IReadOnlyList<CompleteSale.Payment> Payments) : ICommand<OrderMoved>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.PaymentUuid).NotEmpty();
            RuleFor(command => command.Amount).GreaterThan(Money.Zero);
            RuleFor(command => command.Payments).NotEmpty().SetValidator(new OrderPaymentsValidator());
        }
    }

    internal sealed class Handler(Db db, Ids ids, SaleBook sales, OrderBook book) : IRequestHandler<Command, OrderMoved>
    {
        public async Task<OrderMoved> Handle(Command command, CancellationToken cancellationToken)
        {
            var register = await sales.LockRegister(command.StoreId, command.RegisterId, cancellationToken);
            var order = await Order.Read(db, command.StoreId, command.OrderId, cancellationToken);
            var settled = Settlement.Of(command.Amount, command.Payments);
            if (await book.Knows(order.OrderId, command.PaymentUuid, cancellationToken))
                return Moved(order, settled.Change);
            if (register.ShiftId is null)
                throw new RuleBroken("shift.not_open", $"Register {register.Code} has no open shift.");
            if (!OrderStates.TakesMoney(order.State))
                throw new RuleBroken("order.state", $"Nothing is paid on what is {order.State}.", new Dictionary<string, object?> { ["from"] = order.State });
            if (command.Amount > order.Balance)
            {
                throw new RuleBroken("order.too_much", $"{order.Balance} is still to be paid.", new Dictionary<string, object?>
                {
                    ["balance"] = order.Balance.ToDecimal(), ["amount"] = command.Amount.ToDecimal(),
                });
            }

            var paid = order.Paid + command.Amount;
            var state = order.State == OrderStates.Open && paid >= order.DepositRequired ? OrderStates.Confirmed : order.State;
            var taken = await db.Execute("""
                UPDATE checkout.Orders
                SET    State = @state, PaidMinor = @paid, Version = @newVersion
                WHERE  OrderId = @OrderId AND Version = @Version AND PaidMinor = @Before
                """, new { order.OrderId, state, paid, Before = order.Paid, order.Version, newVersion = ids.Next() }, cancellationToken);
            if (taken == 0)
                throw new RunAgain("The order was changed by a parallel request.");
            await book.Move(order, register, command.PaymentUuid, settled.Payments, fee: Money.Zero, cancellationToken);
            return Moved(order with { State = state, Paid = paid }, settled.Change);
        }

        private static OrderMoved Moved(Order order, Money change) => new(order.OrderId, order.State, order.Total, order.Paid, order.Balance, change);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid PaymentUuid, long RegisterId, Money Amount, IReadOnlyList<CompleteSale.Payment> Payments);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/orders/{orderId:long}/payments", (long storeId, long orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, orderId, body.PaymentUuid, body.RegisterId, body.Amount, body.Payments), cancel))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(TakeOrderPayment)).WithSummary("Take a deposit or part payment for an order")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}

/// <summary>Tenders that a deposit may be paid with and given back by.</summary>
internal sealed class OrderPaymentsValidator : AbstractValidator<IReadOnlyList<CompleteSale.Payment>>
{
    private static readonly string[] Allowed = [Tenders.Cash, Tenders.Card, Tenders.Wallet];

    public OrderPaymentsValidator()
    {
        RuleFor(payments => payments).Must(payments => payments.Count <= 20).WithName("Payments").WithMessage("At most 20 payments.");
        RuleForEach(payments => payments).NotNull().ChildRules(payment =>
        {
            payment.RuleFor(one => one.Tender).Must(tender => Allowed.Contains(tender, StringComparer.Ordinal)).WithMessage("A tender is Cash, Card or Wallet.");
            payment.RuleFor(one => one.Amount).GreaterThan(Money.Zero);
            payment.RuleFor(one => one.Reference).MaximumLength(100);
        });
    }
}
