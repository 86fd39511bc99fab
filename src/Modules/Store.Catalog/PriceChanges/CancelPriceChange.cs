using Store.Catalog.Prices;

namespace Store.Catalog.PriceChanges;

/// <summary>Gives a document up, or takes an approved one back before its prices begin anywhere. Prices that have begun are undone by <see cref="ReversePriceChange"/>.</summary>
internal static class CancelPriceChange
{
    internal sealed record Command(long ChangeId, string Reason) : ICommand<Result>;

    internal sealed record Result(long ChangeId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reason).NotEmpty().MaximumLength(200).IsPlainText();
    }

    internal sealed class Handler(PriceChangeDocuments documents, PriceChangeWriter writer, AuditLog audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var document = await documents.Load(command.ChangeId, cancellationToken);
            await documents.RequireSay(document.ListId, document.StoreIds, cancellationToken);
            if (await documents.IsLive(document, cancellationToken))
                throw new RuleBroken("price_change.live", $"The prices of {document.Number} have begun; undo them by a document that reverses it.");
            await documents.Move(
                document, PriceChangeState.Cancelled, new { caller.Name, command.Reason, Now = clock.GetUtcNow().UtcDateTime },
                "DecidedByName = @Name, DecidedAt = @Now, Note = @Reason", cancellationToken);
            if (document.At == PriceChangeState.Approved)
                await writer.TakeBack(document, cancellationToken);
            await audit.Add(
                "catalog.change-price", $"price change {document.Number}", document.StoreIds is [var only] ? only : PriceRow.WholeChain, new { document.State },
                new { State = PriceChangeState.Cancelled, command.Reason }, cancellationToken);
            return new Result(command.ChangeId, document.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Reason);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/price-changes/{changeId:long}/cancel", (long changeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(changeId, body.Reason), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(CancelPriceChange)).WithSummary("Give a price change document up before it is live")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
