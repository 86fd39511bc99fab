using Store.Catalog.PriceNews;
using Store.Catalog.Prices;

namespace Store.Catalog.Styles;

/// <summary>
/// Puts a new price on a style, in one store or in the whole chain, for all its variants at once. Variants that have a price of their own there go on costing that, unless it is
/// asked that those end.
/// </summary>
internal static class ChangeStylePrice
{
    /// <param name="StyleId">The style.</param>
    /// <param name="StoreId">The store; 0 for every store without a price of its own.</param>
    /// <param name="Price">Price of one unit of each variant.</param>
    /// <param name="From">When it begins; now, where it is left out or past.</param>
    /// <param name="To">When it ends, that moment no more; null where it does not.</param>
    /// <param name="Reason">Why, in words.</param>
    /// <param name="AlsoOwn">Whether the variants' own prices in this place end when it begins.</param>
    /// <param name="SeenVersion">The version of the style's prices that the person saw; the change is refused if there is another by now. Null: not checked.</param>
    internal sealed record Command(long StyleId, long StoreId, Money Price, DateTime? From, DateTime? To, string Reason, bool AlsoOwn, int? SeenVersion) : ICommand<Result>;

    /// <param name="OldPrice">What the style cost there; null where it had no price.</param>
    /// <param name="NewPrice">What it costs.</param>
    /// <param name="From">Since when.</param>
    /// <param name="To">When it ends; null where it does not.</param>
    /// <param name="Variants">How many variants it counts for.</param>
    /// <param name="WithOwnPrice">How many others have a price of their own there, which counts before it.</param>
    internal sealed record Result(Money? OldPrice, Money NewPrice, DateTime From, DateTime? To, int Variants, int WithOwnPrice);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.StoreId).GreaterThanOrEqualTo(0);
            RuleFor(command => command.Price).Must(PriceRows.IsPrice).WithMessage("A price is more than 0 and at most 10000000.00.");
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(200).IsPlainText();
            RuleFor(command => command.From).IsWallClockTime();
            RuleFor(command => command.To).IsWallClockTime();
            RuleFor(command => command.To).Null().When(command => command.AlsoOwn).WithMessage("Prices of the variants' own end for good, so the style's price may not end.");
        }
    }

    internal sealed class Handler(Db db, Ids ids, StylePrices styles, WallClock wallClock, ChainWide chainWide, AuditLog audit, Caller caller, TimeProvider clock)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await chainWide.RequirePermissionIn(command.StoreId, cancellationToken);
            var variants = await styles.Variants(command.StyleId, cancellationToken);
            var style = await db.Find<Style>("SELECT Code, PriceVersion FROM catalog.Styles WHERE StyleId = @StyleId", command, cancellationToken)
                ?? throw new NotFound("style", command.StyleId);
            var now = await wallClock.Now(command.StoreId, cancellationToken);
            var from = command.From is { } wished && wished > now ? wished : now;
            if (command.To <= from)
                throw new RuleBroken("price.ends_before_it_begins", "The price would end before it begins.");
            var old = await styles.Retail(command.StyleId, command.StoreId, from, cancellationToken);
            var same = old is not null && old.Price == command.Price && old.ToLocal?.Ticks == command.To?.Ticks;
            if (same && !command.AlsoOwn)
                throw new Conflict("price.unchanged", $"{style.Code} already costs {command.Price} then.");

            await Count(command, style, cancellationToken);
            if (command.AlsoOwn)
                await EndOwn(command, from, cancellationToken);
            if (!same)
            {
                await db.InsertPrices(
                    [.. variants.Select(productId => new PriceRow(
                        ids.Next(), productId, command.StoreId, command.Price, from, command.To, command.Reason, caller.Name, clock.GetUtcNow().UtcDateTime) { StyleId = command.StyleId })],
                    cancellationToken);
            }

            await db.TellOfPrices(variants.Select(productId => (command.StoreId, productId)), cancellationToken);
            await audit.Add(
                "catalog.change-price", $"style {style.Code}", command.StoreId, old is null ? null : new { old.Price, To = old.ToLocal },
                new { command.Price, From = from, command.To, command.AlsoOwn, command.Reason }, cancellationToken);
            var withOwn = await WithOwn(command, from, cancellationToken);
            return new Result(old?.Price, command.Price, from, command.To, variants.Count - withOwn, withOwn);
        }

        /// <summary>Every change counts the style's prices and those of its variants up: the second of two managers is refused instead of undoing what the first has just done.</summary>
        private async Task Count(Command command, Style style, CancellationToken cancellationToken)
        {
            var counted = await db.Execute("""
                UPDATE catalog.Styles
                SET    PriceVersion = PriceVersion + 1
                WHERE  StyleId = @StyleId AND PriceVersion = @Version
                """, new { command.StyleId, Version = command.SeenVersion ?? style.PriceVersion }, cancellationToken);
            if (counted == 0)
                throw new Conflict("price.moved", $"Someone else has just changed the price of {style.Code}.");
            await db.Execute(
                "UPDATE catalog.Products SET PriceVersion = PriceVersion + 1 WHERE ProductId IN (SELECT v.ProductId FROM catalog.Variants v WHERE v.StyleId = @StyleId)", command,
                cancellationToken);
        }

        private Task<int> EndOwn(Command command, DateTime from, CancellationToken cancellationToken) => db.Execute("""
            UPDATE catalog.Prices
            SET    UntilLocal = CASE WHEN ValidFromLocal > @from THEN ValidFromLocal ELSE @from END, Cancelled = 1
            WHERE  ProductId IN (SELECT v.ProductId FROM catalog.Variants v WHERE v.StyleId = @StyleId)
               AND UntilLocal > @from AND StyleId = 0 AND StoreId = @StoreId AND ListId = 0 AND Unit = '' AND Cancelled = 0
            """, new { from, command.StyleId, command.StoreId }, cancellationToken);

        private Task<int> WithOwn(Command command, DateTime from, CancellationToken cancellationToken) => db.Scalar<int>("""
            SELECT COUNT(DISTINCT p.ProductId)
            FROM   catalog.Variants v
            JOIN   catalog.Prices p ON p.ProductId = v.ProductId
            WHERE  v.StyleId = @StyleId AND p.UntilLocal > @from AND p.ValidFromLocal <= @from AND p.StyleId = 0 AND p.StoreId = @StoreId AND p.ListId = 0 AND p.Unit = ''
            """, new { from, command.StyleId, command.StoreId }, cancellationToken);

        private sealed record Style(string Code, int PriceVersion);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long StoreId, Money Price, DateTime? From, DateTime? To, string Reason, bool AlsoOwn = false, int? SeenVersion = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/styles/{styleId:long}/price", (long styleId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(styleId, body.StoreId, body.Price, body.From, body.To, body.Reason, body.AlsoOwn, body.SeenVersion), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(ChangeStylePrice)).WithSummary("Put a new price on all variants of a style")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
