namespace Store.Checkout.Orders;

/// <summary>Quotations and orders of a customer, phone or number. Asked by POST, so that a phone number stands in no address and no log.</summary>
internal static class SearchOrders
{
    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Text">The number, the whole phone, or how the customer's name begins.</param>
        /// <param name="State">Only those in it; null: in any.</param>
        internal sealed record Body(string Text, string? State = null, long? After = null, int? Limit = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/orders/search", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ListOrders.Query(storeId, body.State, body.Text, body.After, body.Limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.take-orders")
            .WithName(nameof(SearchOrders)).WithSummary("Find quotations and orders by customer, phone or number")
            .ProducesValidationProblem();
    }
}
