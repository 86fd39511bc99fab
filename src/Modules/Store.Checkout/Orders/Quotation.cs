using Store.Contracts.Chain;

namespace Store.Checkout.Orders;

/// <summary>Whether a quotation still counts.</summary>
internal static class Quotation
{
    /// <exception cref="RuleBroken"><c>quotation.expired</c>.</exception>
    public static async Task RequireValid(Order order, IMediator mediator, TimeProvider clock, CancellationToken cancellationToken)
    {
        var today = (await mediator.Send(new GetStore(order.StoreId), cancellationToken)).Time().BusinessDate(clock.UtcNow());
        if (order.ValidUntil < today)
            throw new RuleBroken("quotation.expired", $"The quotation was valid until {order.ValidUntil:yyyy-MM-dd}.", new Dictionary<string, object?> { ["validUntil"] = order.ValidUntil });
    }
}

/// <summary>Where an order stands after something was done with it.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="State">One of <see cref="OrderStates"/>.</param>
/// <param name="Total">What it comes to.</param>
/// <param name="Paid">The customer's money that is held.</param>
/// <param name="Balance">What is still to be paid.</param>
/// <param name="Change">What goes back in cash.</param>
internal sealed record OrderMoved(long OrderId, string State, Money Total, Money Paid, Money Balance, Money Change);
