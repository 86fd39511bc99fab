using Store.Catalog.Prices;

namespace Store.Catalog.PriceChanges;

/// <summary>Approves a document, which writes its prices from its date on, or sends it back. Nobody decides on what they made or put forward themselves.</summary>
internal static class DecidePriceChange
{
    /// <param name="ChangeId">The document.</param>
    /// <param name="Approve">False sends it back.</param>
    /// <param name="Note">What there is to say; needed to send it back.</param>
    /// <param name="Version">As it was read, so that nobody approves prices that they have not seen.</param>
    internal sealed record Command(long ChangeId, bool Approve, string? Note, int Version) : ICommand<Result>;

    internal sealed record Result(long ChangeId, PriceChangeState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Note).MaximumLength(200).IsPlainText();
            RuleFor(command => command.Note).NotEmpty().When(command => !command.Approve);
        }
    }

    internal sealed class Handler(PriceChangeDocuments documents, PriceChangeWriter writer, AuditLog audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var document = await documents.Load(command.ChangeId, cancellationToken);
            await documents.RequireSay(document.ListId, document.StoreIds, cancellationToken);
            if (document.Version != command.Version)
                throw PriceChangeDocuments.Stale(document.Number);
            if (caller.UserId == document.MadeById || caller.UserId == document.SubmittedById)
                throw new RuleBroken("price_change.needs_another_person", $"Another person than {caller.Name} has to decide on the price change {document.Number}.");

            var state = command.Approve ? PriceChangeState.Approved : PriceChangeState.Refused;
            await documents.Move(
                document, state, new { caller.Name, Note = command.Note ?? "", Now = clock.GetUtcNow().UtcDateTime },
                "DecidedByName = @Name, DecidedAt = @Now, Note = @Note", cancellationToken);
            if (command.Approve)
                await writer.Write(document, cancellationToken);
            await audit.Add(
                "catalog.approve-price-change", $"price change {document.Number}", document.StoreIds is [var only] ? only : PriceRow.WholeChain, new { document.State },
                new { State = state, command.Note, document.Reason }, cancellationToken);
            return new Result(command.ChangeId, state, document.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(bool Approve, string? Note, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/price-changes/{changeId:long}/decide", (long changeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(changeId, body.Approve, body.Note, body.Version), cancel))
            .RequirePermission("catalog.approve-price-change")
            .WithName(nameof(DecidePriceChange)).WithSummary("Approve a price change document or send it back")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
