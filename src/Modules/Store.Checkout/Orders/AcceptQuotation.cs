namespace Store.Checkout.Orders;

/// <summary>Makes a quotation that is still valid the customer's order, at its prices.</summary>
internal static class AcceptQuotation
{
    internal sealed record Command(long StoreId, long OrderId, string Kind, DateOnly? DueDate) : ICommand<OrderMoved>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Kind).Must(kind => kind is OrderKinds.Special or OrderKinds.Layaway).WithMessage("An order is Special or Layaway.");
    }

    internal sealed class Handler(Db db, Ids ids, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, OrderMoved>
    {
        public async Task<OrderMoved> Handle(Command command, CancellationToken cancellationToken)
        {
            var order = await Order.Read(db, command.StoreId, command.OrderId, cancellationToken);
            if (order.State != OrderStates.Quoted)
                throw new RuleBroken("order.state", "Only a quotation is accepted.", new Dictionary<string, object?> { ["from"] = order.State, ["to"] = OrderStates.Open });
            await Quotation.RequireValid(order, mediator, clock, cancellationToken);
            var deposit = (await OrderSettings.Of(db, command.StoreId, cancellationToken)).Deposit.OnTopOf(order.Total);
            var state = deposit == Money.Zero ? OrderStates.Confirmed : OrderStates.Open;
            OrderStates.Require(order.State, state);
            var moved = await db.Execute("""
                UPDATE checkout.Orders
                SET    Kind = @Kind, State = @state, DueDate = @DueDate, DepositRequiredMinor = @deposit, Version = @newVersion
                WHERE  OrderId = @OrderId AND Version = @Version
                """, new { command.OrderId, command.Kind, command.DueDate, state, deposit, order.Version, newVersion = ids.Next() }, cancellationToken);
            if (moved == 0)
                throw new RunAgain("The order was changed by a parallel request.");
            return new OrderMoved(order.OrderId, state, order.Total, order.Paid, order.Balance, Change: Money.Zero);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Kind, DateOnly? DueDate);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/orders/{orderId:long}/accept", (long storeId, long orderId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, orderId, body.Kind, body.DueDate), cancel))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(AcceptQuotation)).WithSummary("Make a quotation the customer's order")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
