namespace Store.Marketing.Promotions;

/// <summary>Changes what a promotion gives. An active one counts so from the next basket on; sales made before stay as they are.</summary>
internal static class ChangePromotion
{
    internal sealed record Command(long PromotionId, PromotionDefinition Promotion, int Version) : ICommand<Result>;

    internal sealed record Result(long PromotionId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Promotion).NotNull().SetValidator(new PromotionRules());
    }

    internal sealed class Handler(Db db, PromotionGuard guard, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Promotion(command.PromotionId, cancellationToken);
            var before = old.Read();
            var definition = PromotionRows.Normal(command.Promotion);
            await guard.RequireStores(before, cancellationToken);
            await guard.RequireStores(definition, cancellationToken);
            await guard.RequireKnown(definition, cancellationToken);
            if (old.InState == PromotionState.Ended)
                throw new RuleBroken("promotion.ended", "The promotion has ended; copy it to run it again.");

            var updated = await db.Execute("""
                UPDATE marketing.Promotions
                SET    Name = @Name, Kind = @Kind, Stacking = @Stacking, Priority = @Priority, FromLocal = @From, ToLocal = @To, WholeChain = @WholeChain,
                       Definition = @Definition, ChangedAt = @Now, Version = Version + 1
                WHERE  PromotionId = @PromotionId AND Version = @Version AND State = @State
                """, new
            {
                command.PromotionId, command.Version, old.State, definition.Name, Kind = definition.Kind.ToString(), Stacking = definition.Stacking.ToString(), definition.Priority,
                definition.From, definition.To, WholeChain = definition.StoreIds is not { Count: > 0 }, Definition = PromotionRows.Write(definition), Now = clock.UtcNow(),
            }, cancellationToken);
            if (updated == 0)
                throw new Conflict("promotion.stale", $"Someone else has changed the promotion {before.Name}; read it again.");

            await db.Execute("""
                INSERT INTO marketing.PromotionPast (PromotionId, Version, ReplacedAt, Definition) VALUES (@PromotionId, @Version, @Now, @Definition)
                """, new { command.PromotionId, command.Version, Now = clock.UtcNow(), old.Definition }, cancellationToken);
            await db.Execute("DELETE FROM marketing.PromotionStores WHERE PromotionId = @PromotionId", new { command.PromotionId }, cancellationToken);
            await db.InsertStores(command.PromotionId, definition, cancellationToken);
            await db.CountChange(cancellationToken);
            await audit.Add(PromotionRows.Permission, $"promotion {before.Name}", PromotionGuard.StoreOf(definition), before, definition, cancellationToken);
            return new Result(command.PromotionId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(PromotionDefinition Promotion, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/promotions/{promotionId:long}", (long promotionId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(promotionId, body.Promotion, body.Version), cancel))
            .RequirePermission(PromotionRows.Permission)
            .WithName(nameof(ChangePromotion)).WithSummary("Change a promotion")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
