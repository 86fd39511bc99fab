namespace Store.Marketing.Promotions;

/// <summary>Takes a promotion to another state: activates, pauses or ends it. It counts, or counts no more, from the next basket on.</summary>
internal static class MovePromotion
{
    internal sealed record Command(long PromotionId, PromotionState State, int Version) : ICommand<Result>;

    internal sealed record Result(long PromotionId, PromotionState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.State).IsInEnum().NotEqual(PromotionState.Draft).WithMessage("A promotion is activated, paused or ended.");
    }

    internal sealed class Handler(Db db, PromotionGuard guard, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var promotion = await db.Promotion(command.PromotionId, cancellationToken);
            var definition = promotion.Read();
            await guard.RequireStores(definition, cancellationToken);
            if (promotion.Version != command.Version)
                throw Stale(definition);
            if (!PromotionRows.Moves[promotion.InState].Contains(command.State))
                throw new RuleBroken("promotion.wrong_state", $"A promotion that is {promotion.State} cannot become {command.State}.");

            var updated = await db.Execute("""
                UPDATE marketing.Promotions
                SET    State = @State, ChangedAt = @Now, Version = Version + 1
                WHERE  PromotionId = @PromotionId AND Version = @Version AND State = @Old
                """, new { command.PromotionId, command.Version, State = command.State.ToString(), Old = promotion.State, Now = clock.UtcNow() }, cancellationToken);
            if (updated == 0)
                throw Stale(definition);
            await db.CountChange(cancellationToken);
            await audit.Add(
                PromotionRows.Permission, $"promotion {definition.Name}", PromotionGuard.StoreOf(definition), new { promotion.State }, new { State = command.State.ToString() }, cancellationToken);
            return new Result(command.PromotionId, command.State, command.Version + 1);
        }

        private static Conflict Stale(PromotionDefinition definition) => new("promotion.stale", $"Someone else has changed the promotion {definition.Name}; read it again.");
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(PromotionState State, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/promotions/{promotionId:long}/state", (long promotionId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(promotionId, body.State, body.Version), cancel))
            .RequirePermission(PromotionRows.Permission)
            .WithName(nameof(MovePromotion)).WithSummary("Activate, pause or end a promotion")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
