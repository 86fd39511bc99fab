namespace Store.Checkout.Orders;

/// <summary>Says that an order's goods are there for the customer.</summary>
internal static class MarkOrderReady
{
    internal sealed record Command(long StoreId, long OrderId) : ICommand<OrderMoved>, IStoreScoped;

    internal sealed class Handler(Db db, Ids ids) : IRequestHandler<Command, OrderMoved>
    {
        public async Task<OrderMoved> Handle(Command command, CancellationToken cancellationToken)
        {
            var order = await Order.Read(db, command.StoreId, command.OrderId, cancellationToken);
            if (order.State != OrderStates.Ready)
            {
                OrderStates.Require(order.State, OrderStates.Ready);
                var moved = await db.Execute("""
                    UPDATE checkout.Orders SET State = @Ready, Version = @newVersion WHERE OrderId = @OrderId AND Version = @Version
                    """, new { order.OrderId, OrderStates.Ready, order.Version, newVersion = ids.Next() }, cancellationToken);
                if (moved == 0)
                    throw new RunAgain("The order was changed by a parallel request.");
            }

            return new OrderMoved(order.OrderId, OrderStates.Ready, order.Total, order.Paid, order.Balance, Change: Money.Zero);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/orders/{orderId:long}/ready", (long storeId, long orderId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, orderId), cancel))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(MarkOrderReady)).WithSummary("Say that an order's goods are there")
            .ProducesProblem(404).ProducesProblem(422);
    }
}
