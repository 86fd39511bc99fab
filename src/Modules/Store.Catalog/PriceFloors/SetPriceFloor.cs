using Store.Catalog.Prices;

namespace Store.Catalog.PriceFloors;

/// <summary>Sets how low a product, a category or everything may be sold without approval: a lowest price, a lowest margin, both, or neither any more.</summary>
internal static class SetPriceFloor
{
    /// <param name="Kind">What it is set for.</param>
    /// <param name="TargetId">The product or category; 0 for the chain.</param>
    /// <param name="Floor">Lowest price of one base unit; null for none.</param>
    /// <param name="Margin">Lowest margin in percent of the price without tax; null for none.</param>
    internal sealed record Command(FloorKind Kind, long TargetId, Money? Floor, decimal? Margin) : ICommand<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const decimal MarginAtMost = 99;

        public Validator()
        {
            RuleFor(command => command.Floor).IsPrice();
            RuleFor(command => command.Margin).InclusiveBetween(0, MarginAtMost).PrecisionScale(4, 2, ignoreTrailingZeros: true);
            RuleFor(command => command.TargetId).Must((command, target) => target == 0 == (command.Kind == FloorKind.Chain)).WithMessage("The chain's target is 0, and no other's.");
            RuleFor(command => command.Floor).Null().When(command => command.Kind == FloorKind.Chain).WithMessage("One lowest price for everything makes no sense; set a margin.");
        }
    }

    internal sealed class Handler(Db db, ChainWide chainWide, AuditLog audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, Done>
    {
        private const int PpmPerPercent = 10_000;

        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await chainWide.RequirePermissionIn(PriceRow.WholeChain, cancellationToken);
            var name = await Name(command, cancellationToken);
            var row = new
            {
                Kind = command.Kind.ToString(), command.TargetId, command.Floor, MarginPpm = (int?)(command.Margin * PpmPerPercent), SetByName = caller.Name,
                SetAt = clock.GetUtcNow().UtcDateTime,
            };
            await db.Execute("DELETE FROM catalog.PriceFloors WHERE Kind = @Kind AND TargetId = @TargetId", row, cancellationToken);
            if (command.Floor is not null || command.Margin is not null)
            {
                await db.Execute("""
                    INSERT INTO catalog.PriceFloors (Kind, TargetId, FloorMinor, MarginPpm, SetByName, SetAt)
                    VALUES (@Kind, @TargetId, @Floor, @MarginPpm, @SetByName, @SetAt)
                    """, row, cancellationToken);
            }

            await audit.Add("catalog.change-price", $"price floor {name}", PriceRow.WholeChain, old: null, command, cancellationToken);
            return Done.It;
        }

        private async Task<string> Name(Command command, CancellationToken cancellationToken) => command.Kind switch
        {
            FloorKind.Product => await db.Find<string>("SELECT Code FROM catalog.Products WHERE ProductId = @TargetId", command, cancellationToken)
                ?? throw new NotFound("product", command.TargetId),
            FloorKind.Category => await db.Find<string>("SELECT Name FROM catalog.Categories WHERE CategoryId = @TargetId", command, cancellationToken)
                ?? throw new NotFound("category", command.TargetId),
            _ => "of the chain",
        };
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Money? Floor, decimal? Margin);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/price-floors/{kind}/{targetId:long}", (FloorKind kind, long targetId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(kind, targetId, body.Floor, body.Margin), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(SetPriceFloor)).WithSummary("Set the lowest price or margin of a product, a category or the chain")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
