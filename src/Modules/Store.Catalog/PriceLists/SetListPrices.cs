using Store.Catalog.Prices;
using Store.Catalog.Styles;

namespace Store.Catalog.PriceLists;

/// <summary>
/// Puts products on a price list or gives them another price there, from a moment on and, if so wished, up to another. A line that says what holds already changes nothing,
/// so that the same lines can be sent again.
/// </summary>
internal static class SetListPrices
{
    internal sealed record Command(long ListId, IReadOnlyList<Line> Lines, DateTime? From, DateTime? To, string Reason) : ICommand<Result>;

    /// <param name="ProductId">The product; 0 where the line is for a style.</param>
    /// <param name="Price">Price of one unit.</param>
    /// <param name="Unit">The unit that the price is for; left out: the product's own.</param>
    /// <param name="StoreId">One of the list's stores; 0 for all of them.</param>
    /// <param name="StyleId">The style: its variants cost that unless they have prices of their own on the list; 0 where the line is for a product.</param>
    internal sealed record Line(long ProductId, Money Price, string? Unit = null, long StoreId = 0, long StyleId = 0) : IPricedLine;

    /// <param name="Changed">How many prices are new.</param>
    internal sealed record Result(int Changed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int LinesAtMost = 1000;

        public Validator()
        {
            RuleFor(command => command.Lines).Cascade(CascadeMode.Stop).NotEmpty().Must(lines => lines.Count <= LinesAtMost).WithMessage($"At most {LinesAtMost} prices at once.");
            RuleForEach(command => command.Lines).ChildRules(line =>
            {
                line.RuleFor(one => one.Price).Must(PriceRows.IsPrice).WithMessage("A price is more than 0 and at most 10000000.00.");
                line.RuleFor(one => one.Unit).MaximumLength(20);
                line.RuleFor(one => one.StoreId).GreaterThanOrEqualTo(0);
                line.RuleFor(one => one).IsForProductOrStyle();
            });
            RuleFor(command => command.Lines).Must(lines => lines.Select(line => (line.ProductId, line.StyleId, line.Unit ?? "", line.StoreId)).Distinct().Count() == lines.Count)
                .When(command => command.Lines is not null).WithMessage("Each product, unit and store once.");
            RuleFor(command => command.From).IsWallClockTime();
            RuleFor(command => command.To).IsWallClockTime();
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(200).IsPlainText();
        }
    }

    internal sealed class Handler(Db db, Ids ids, PricedUnits units, StylePrices styles, PriceListWriter lists, WallClock wallClock, AuditLog audit, Caller caller, TimeProvider clock)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var list = await db.Find<List>("SELECT Name, AllStores FROM catalog.PriceLists WHERE ListId = @ListId", command, cancellationToken)
                ?? throw new NotFound("price_list", command.ListId);
            var stores = list.AllStores ? [] : await lists.Stores(command.ListId, cancellationToken);
            await lists.RequireSay(stores, cancellationToken);
            if (!list.AllStores && command.Lines.Select(line => line.StoreId).FirstOrDefault(storeId => storeId != PriceRow.WholeChain && !stores.Contains(storeId)) is var other and not 0)
                throw new RuleBroken("price_list.not_in_store", $"The price list {list.Name} does not hold in store {other}.");

            var now = await wallClock.Now(PriceRow.WholeChain, cancellationToken);
            var from = command.From is { } wished && wished > now ? wished : now;
            if (command.To <= from)
                throw new RuleBroken("price.ends_before_it_begins", "The price would end before it begins.");

            var lines = await styles.Spread(command.Lines, cancellationToken);
            var unit = await units.Normal([.. lines.Select(one => (one.ProductId, one.Line.Unit))], cancellationToken);
            var held = (await db.Query<Held>("""
                SELECT ProductId, StyleId, Unit, StoreId, PriceMinor, ValidToLocal, ValidFromLocal
                FROM   catalog.Prices
                WHERE  ListId = @ListId AND ProductId IN @products AND UntilLocal > @from AND ValidFromLocal <= @from
                ORDER BY ValidFromLocal, PriceId
                """, new { command.ListId, products = lines.Select(one => one.ProductId).Distinct(), from }, cancellationToken))
                .ToLookup(price => (price.ProductId, price.StyleId, price.Unit, price.StoreId));
            var rows = lines.Zip(unit, (one, normal) => (one.Line, one.ProductId, Unit: normal))
                .Where(one => held[(one.ProductId, one.Line.StyleId, one.Unit, one.Line.StoreId)].LastOrDefault() is not { } old
                    || old.Price != one.Line.Price || old.ValidToLocal?.WithoutZone() != command.To)
                .Select(one => new PriceRow(
                    ids.Next(), one.ProductId, one.Line.StoreId, one.Line.Price, from, command.To, command.Reason, caller.Name, clock.GetUtcNow().UtcDateTime)
                {
                    ListId = command.ListId, Unit = one.Unit, StyleId = one.Line.StyleId,
                }).ToList();
            if (rows.Count == 0)
                return new Result(0);
            await db.InsertPrices(rows, cancellationToken);
            await audit.Add(
                "catalog.change-price", $"price list {list.Name}", PriceRow.WholeChain, old: null,
                new { Prices = command.Lines, From = from, command.To, command.Reason }, cancellationToken);
            return new Result(rows.Count);
        }

        private sealed record List(string Name, bool AllStores);

        private sealed record Held(long ProductId, long StyleId, string Unit, long StoreId, Money Price, DateTime? ValidToLocal, DateTime ValidFromLocal);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(IReadOnlyList<Line> Lines, DateTime? From, DateTime? To, string Reason);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/price-lists/{listId:long}/prices", (long listId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(listId, body.Lines, body.From, body.To, body.Reason), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(SetListPrices)).WithSummary("Put prices on a price list")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
