namespace Store.Catalog.Prices;

/// <summary>
/// Puts a new price on a product, in one store or in the whole chain, from a moment on and, if so wished, up to another, by the clock on the store's wall.
/// The old price stays in the history; after a price that ends, the one before it holds again.
/// </summary>
internal static class ChangePrice
{
    /// <param name="ProductId">The product.</param>
    /// <param name="StoreId">The store; 0 for every store without a price of its own.</param>
    /// <param name="Price">Price of one unit.</param>
    /// <param name="From">When it begins; now, where it is left out or past.</param>
    /// <param name="To">When it ends, that moment no more; null where it does not.</param>
    /// <param name="Reason">Why, in words.</param>
    /// <param name="SeenPriceId">The version that the person saw; the change is refused if another holds by now. Null: not checked.</param>
    /// <param name="Unit">The unit that the price is for, such as the box; left out: the product's own.</param>
    internal sealed record Command(long ProductId, long StoreId, Money Price, DateTime? From, DateTime? To, string Reason, long? SeenPriceId, string? Unit = null) : ICommand<Result>;

    internal sealed record Result(long PriceId, Money? OldPrice, Money NewPrice, DateTime From, DateTime? To);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.StoreId).GreaterThanOrEqualTo(0);
            RuleFor(command => command.Price).Must(PriceRows.IsPrice).WithMessage("A price is more than 0 and at most 10000000.00.");
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(200).IsPlainText();
            RuleFor(command => command.Unit).MaximumLength(20);
            RuleFor(command => command.From).IsWallClockTime();
            RuleFor(command => command.To).IsWallClockTime();
        }
    }

    internal sealed class Handler(Db db, Ids ids, PricedUnits units, WallClock wallClock, ChainWide chainWide, AuditLog audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await chainWide.RequirePermissionIn(command.StoreId, cancellationToken);
            var product = await db.Find<Product>("SELECT Code, PriceVersion FROM catalog.Products WHERE ProductId = @ProductId", command, cancellationToken)
                ?? throw new NotFound("product", command.ProductId);
            var unit = (await units.Normal([(command.ProductId, command.Unit)], cancellationToken)).Single();

            var now = await wallClock.Now(command.StoreId, cancellationToken);
            var from = command.From is { } wished && wished > now ? wished : now;
            if (command.To <= from)
                throw new RuleBroken("price.ends_before_it_begins", "The price would end before it begins.");

            var old = await db.Find<Old>("""
                SELECT PriceId, PriceMinor, ValidToLocal, StyleId
                FROM   catalog.Prices
                WHERE  ProductId = @ProductId AND UntilLocal > @from AND ValidFromLocal <= @from AND StoreId = @StoreId AND ListId = 0 AND Unit = @unit
                ORDER BY StyleId, ValidFromLocal DESC, PriceId DESC
                OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
                """, new { command.ProductId, command.StoreId, unit, from }, cancellationToken);
            if (command.SeenPriceId is { } seen && seen != old?.PriceId)
                throw Moved(product.Code);
            if (old is { StyleId: 0 } && old.Price == command.Price && Same(old.ValidToLocal, command.To))
                throw new Conflict("price.unchanged", $"{product.Code} already costs {command.Price} then.");

            // Every change of a price counts this up: the second of two managers is refused instead of undoing what the first has just done.
            var counted = await db.Execute("""
                UPDATE catalog.Products
                SET    PriceVersion = PriceVersion + 1
                WHERE  ProductId = @ProductId AND PriceVersion = @PriceVersion
                """, new { command.ProductId, product.PriceVersion }, cancellationToken);
            if (counted == 0)
                throw Moved(product.Code);

            var row = new PriceRow(ids.Next(), command.ProductId, command.StoreId, command.Price, from, command.To, command.Reason, caller.Name, clock.GetUtcNow().UtcDateTime) { Unit = unit };
            await db.InsertPrices([row], cancellationToken);
            await audit.Add(
                "catalog.change-price", $"product {product.Code}", command.StoreId,
                old is null ? null : new { old.Price, To = old.ValidToLocal }, new { command.Price, command.Unit, From = from, command.To, command.Reason }, cancellationToken);
            return new Result(row.PriceId, old?.Price, command.Price, from, command.To);
        }

        private static Conflict Moved(string code) => new("price.moved", $"Someone else has just changed the price of {code}.");

        // What comes from the database is marked UTC; only the clock's face counts here.
        private static bool Same(DateTime? kept, DateTime? wished) => kept?.Ticks == wished?.Ticks;

        private sealed record Product(string Code, int PriceVersion);

        private sealed record Old(long PriceId, Money Price, DateTime? ValidToLocal, long StyleId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long StoreId, Money Price, DateTime? From, DateTime? To, string Reason, long? SeenPriceId, string? Unit);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/products/{productId:long}/price", (long productId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(productId, body.StoreId, body.Price, body.From, body.To, body.Reason, body.SeenPriceId, body.Unit), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(ChangePrice)).WithSummary("Put a new price on a product, in one store or the whole chain")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
