using Store.Catalog.PriceNews;
using Store.Catalog.Prices;
using Store.Catalog.Styles;

namespace Store.Catalog.PriceLists;

/// <summary>Takes a product, or its style with all variants, off a price list: the prices there end now and stay in the history.</summary>
internal static class RemoveListPrice
{
    /// <param name="ListId">The list.</param>
    /// <param name="ProductId">The product.</param>
    /// <param name="Unit">The unit; left out: the product's own.</param>
    /// <param name="OfStyle">Whether it is the price of the product's style that is taken off, for all its variants; their own prices stay.</param>
    internal sealed record Command(long ListId, long ProductId, string? Unit, bool OfStyle) : ICommand<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Unit).MaximumLength(20);
    }

    internal sealed class Handler(Db db, PricedUnits units, StylePrices styles, PriceListWriter lists, WallClock wallClock, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var list = await db.Find<List>("SELECT Name, AllStores FROM catalog.PriceLists WHERE ListId = @ListId", command, cancellationToken)
                ?? throw new NotFound("price_list", command.ListId);
            await lists.RequireSay(list.AllStores ? [] : await lists.Stores(command.ListId, cancellationToken), cancellationToken);
            var unit = (await units.Normal([(command.ProductId, command.Unit)], cancellationToken)).Single();

            var styleId = command.OfStyle ? await styles.StyleOf(command.ProductId, cancellationToken) : 0;
            var products = command.OfStyle ? await styles.Variants(styleId, cancellationToken) : [command.ProductId];

            // By the clock that is furthest behind: so they are over in every store.
            var ended = await db.Execute("""
                UPDATE catalog.Prices
                SET    UntilLocal = CASE WHEN ValidFromLocal > @now THEN ValidFromLocal ELSE @now END, Cancelled = 1
                WHERE  ProductId IN @products AND UntilLocal > @now AND ListId = @ListId AND StyleId = @styleId AND Unit = @unit AND Cancelled = 0
                """, new { products, command.ListId, styleId, unit, now = await wallClock.Now(PriceRow.WholeChain, cancellationToken) }, cancellationToken);
            if (ended == 0)
                throw new NotFound("list_price", command.ProductId);
            await db.TellOfPrices(products.Select(productId => (PriceRow.WholeChain, productId)), cancellationToken);
            await audit.Add("catalog.change-price", $"price list {list.Name}", PriceRow.WholeChain, new { command.ProductId, command.Unit, command.OfStyle }, now: null, cancellationToken);
            return Done.It;
        }

        private sealed record List(string Name, bool AllStores);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/price-lists/{listId:long}/prices/{productId:long}", (long listId, long productId, string? unit, bool? ofStyle, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(listId, productId, unit, ofStyle ?? false), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(RemoveListPrice)).WithSummary("Take a product, or its style, off a price list")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
