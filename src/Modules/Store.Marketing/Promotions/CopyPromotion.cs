namespace Store.Marketing.Promotions;

/// <summary>Makes a draft out of a promotion that there is, to run it again or in another way.</summary>
internal static class CopyPromotion
{
    internal sealed record Command(long PromotionId) : ICommand<Result>;

    internal sealed record Result(long PromotionId, int Version);

    internal sealed class Handler(Db db, Ids ids, PromotionGuard guard, AuditLog audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var definition = (await db.Promotion(command.PromotionId, cancellationToken)).Read();
            await guard.RequireStores(definition, cancellationToken);
            var promotionId = ids.Next();
            await db.InsertPromotion(promotionId, definition, caller.Name, clock.UtcNow(), cancellationToken);
            await audit.Add(PromotionRows.Permission, $"promotion {definition.Name}", PromotionGuard.StoreOf(definition), old: null, new { promotionId, CopyOf = command.PromotionId }, cancellationToken);
            return new Result(promotionId, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/promotions/{promotionId:long}/copy", (long promotionId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(promotionId), cancel))
            .RequirePermission(PromotionRows.Permission)
            .WithName(nameof(CopyPromotion)).WithSummary("Make a draft out of a promotion")
            .ProducesProblem(404);
    }
}
