namespace Store.Catalog.PriceChanges;

/// <summary>Writes on at a document that nobody has approved yet. One that was submitted or refused becomes a draft again.</summary>
internal static class EditPriceChange
{
    internal sealed record Command(
        long ChangeId, string Reason, long ListId, IReadOnlyList<long>? StoreIds, DateTime? From, DateTime? To, IReadOnlyList<PriceChangeLine>? Lines, int Version)
        : ICommand<Result>, IPriceChangeFields;

    internal sealed record Result(long ChangeId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new PriceChangeFieldsValidator());
    }

    internal sealed class Handler(Db db, PriceChangeDocuments documents) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var document = await documents.Load(command.ChangeId, cancellationToken);
            await documents.RequireSay(document.ListId, document.StoreIds, cancellationToken);
            await documents.RequireSay(command.ListId, command.StoreIds ?? [], cancellationToken);
            if (document.Version != command.Version)
                throw PriceChangeDocuments.Stale(document.Number);
            if (document.At != PriceChangeState.Draft && !PriceChangeMoves.Allow(document.At, PriceChangeState.Draft))
                throw new Conflict("price_change.state", $"The price change {document.Number} is {document.State} and can no longer be edited.", new Dictionary<string, object?> { ["state"] = document.State });
            var edited = await db.Execute("""
                UPDATE catalog.PriceChanges
                SET    Reason = @Reason, ListId = @ListId, FromLocal = @From, ToLocal = @To, State = 'Draft', Version = Version + 1
                WHERE  ChangeId = @ChangeId AND Version = @Version
                """, command, cancellationToken);
            if (edited == 0)
                throw PriceChangeDocuments.Stale(document.Number);
            await documents.WriteStores(command.ChangeId, command.StoreIds, cancellationToken);
            if (command.Lines is not null)
                await documents.WriteLines(command.ChangeId, command, cancellationToken);
            else
                PriceChangeDocuments.RequireSense(await documents.Lines(command.ChangeId, cancellationToken), command.ListId, command.StoreIds ?? []);
            return new Result(command.ChangeId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Reason, long ListId, IReadOnlyList<long>? StoreIds, DateTime? From, DateTime? To, IReadOnlyList<PriceChangeLine>? Lines, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/price-changes/{changeId:long}", (long changeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(changeId, body.Reason, body.ListId, body.StoreIds, body.From, body.To, body.Lines, body.Version), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(EditPriceChange)).WithSummary("Write on at a price change document")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
