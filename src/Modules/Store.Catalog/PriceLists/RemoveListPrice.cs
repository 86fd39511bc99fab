using Store.Catalog.PriceNews;
using Store.Catalog.Prices;

namespace Store.Catalog.PriceLists;

/// <summary>Takes a product off a price list: its prices there end now and stay in the history.</summary>
internal static class RemoveListPrice
{
    /// <param name="ListId">The list.</param>
    /// <param name="ProductId">The product.</param>
    /// <param name="Unit">The unit; left out: the product's own.</param>
    internal sealed record Command(long ListId, long ProductId, string? Unit) : ICommand<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Unit).MaximumLength(20);
    }

    internal sealed class Handler(Db db, PricedUnits units, PriceListWriter lists, WallClock wallClock, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var list = await db.Find<List>("SELECT Name, AllStores FROM catalog.PriceLists WHERE ListId = @ListId", command, cancellationToken)
                ?? throw new NotFound("price_list", command.ListId);
            await lists.RequireSay(list.AllStores ? [] : await lists.Stores(command.ListId, cancellationToken), cancellationToken);
            var unit = (await units.Normal([(command.ProductId, command.Unit)], cancellationToken)).Single();

            // By the clock that is furthest behind: so they are over in every store.
            var ended = await db.Execute("""
                UPDATE catalog.Prices
                SET    UntilLocal = CASE WHEN ValidFromLocal > @now THEN ValidFromLocal ELSE @now END, Cancelled = 1
                WHERE  ListId = @ListId AND ProductId = @ProductId AND Unit = @unit AND UntilLocal > @now AND Cancelled = 0
                """, new { command.ListId, command.ProductId, unit, now = await wallClock.Now(PriceRow.WholeChain, cancellationToken) }, cancellationToken);
            if (ended == 0)
                throw new NotFound("list_price", command.ProductId);
            await db.TellOfPrices([(PriceRow.WholeChain, command.ProductId)], cancellationToken);
            await audit.Add("catalog.change-price", $"price list {list.Name}", PriceRow.WholeChain, new { command.ProductId, command.Unit }, now: null, cancellationToken);
            return Done.It;
        }

        private sealed record List(string Name, bool AllStores);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/price-lists/{listId:long}/prices/{productId:long}", (long listId, long productId, string? unit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(listId, productId, unit), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(RemoveListPrice)).WithSummary("Take a product off a price list")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
