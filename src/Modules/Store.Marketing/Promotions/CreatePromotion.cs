namespace Store.Marketing.Promotions;

/// <summary>Makes a promotion. It is a draft: nothing happens at the tills until it is activated.</summary>
internal static class CreatePromotion
{
    internal sealed record Command(PromotionDefinition Promotion) : ICommand<Result>;

    internal sealed record Result(long PromotionId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Promotion).NotNull().SetValidator(new PromotionRules());
    }

    internal sealed class Handler(Db db, Ids ids, PromotionGuard guard, AuditLog audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var definition = PromotionRows.Normal(command.Promotion);
            await guard.RequireStores(definition, cancellationToken);
            await guard.RequireKnown(definition, cancellationToken);
            var promotionId = ids.Next();
            await db.InsertPromotion(promotionId, definition, caller.Name, clock.UtcNow(), cancellationToken);
            await audit.Add(PromotionRows.Permission, $"promotion {definition.Name}", PromotionGuard.StoreOf(definition), old: null, now: definition, cancellationToken);
            return new Result(promotionId, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/promotions", (PromotionDefinition body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(body), cancel))
            .RequirePermission(PromotionRows.Permission)
            .WithName(nameof(CreatePromotion)).WithSummary("Make a promotion, as a draft")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
