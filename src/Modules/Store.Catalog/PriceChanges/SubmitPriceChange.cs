namespace Store.Catalog.PriceChanges;

/// <summary>Puts a document forward for another person's decision.</summary>
internal static class SubmitPriceChange
{
    internal sealed record Command(long ChangeId) : ICommand<Result>;

    internal sealed record Result(long ChangeId, int Version);

    internal sealed class Handler(PriceChangeDocuments documents, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var document = await documents.Load(command.ChangeId, cancellationToken);
            await documents.RequireSay(document.ListId, document.StoreIds, cancellationToken);
            if ((await documents.Lines(command.ChangeId, cancellationToken)).Count == 0)
                throw new RuleBroken("price_change.empty", $"The price change {document.Number} has no lines.");
            await documents.Move(
                document, PriceChangeState.Submitted, new { caller.UserId, caller.Name, Now = clock.GetUtcNow().UtcDateTime },
                "SubmittedById = @UserId, SubmittedByName = @Name, SubmittedAt = @Now", cancellationToken);
            return new Result(command.ChangeId, document.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/price-changes/{changeId:long}/submit", (long changeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(changeId), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(SubmitPriceChange)).WithSummary("Put a price change document forward")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
