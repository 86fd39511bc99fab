using System.Data.Common;

namespace Store.Catalog.PriceChanges;

/// <summary>Makes a price change document (调价单): several prices that begin together, for a reason, once another person has approved them.</summary>
internal static class CreatePriceChange
{
    internal sealed record Command(string Reason, long ListId, IReadOnlyList<long>? StoreIds, DateTime? From, DateTime? To, IReadOnlyList<PriceChangeLine>? Lines)
        : ICommand<Result>, IPriceChangeFields;

    internal sealed record Result(long ChangeId, string Number, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new PriceChangeFieldsValidator());
    }

    internal sealed class Handler(PriceChangeDocuments documents, PriceChangeNumbers numbers) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await documents.RequireSay(command.ListId, command.StoreIds ?? [], cancellationToken);
            var (changeId, number) = await numbers.Open(command, reversesId: 0, cancellationToken);
            await documents.WriteStores(changeId, command.StoreIds, cancellationToken);
            await documents.WriteLines(changeId, command, cancellationToken);
            return new Result(changeId, number, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/price-changes", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(CreatePriceChange)).WithSummary("Make a price change document")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}

/// <summary>Opens documents under the numbers that people know them by: one row per day, as T261122-003.</summary>
internal sealed class PriceChangeNumbers(Db db, Ids ids, Caller caller, TimeProvider clock)
{
    public async Task<(long ChangeId, string Number)> Open(IPriceChangeFields fields, long reversesId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var day = FormattableString.Invariant($"T{now:yyMMdd}-");
        var last = await db.Find<string>(
            "SELECT MAX(Number) FROM catalog.PriceChanges WHERE Number LIKE @like", new { like = day + "%" }, cancellationToken);
        var next = last is null ? 1 : int.Parse(last.AsSpan(day.Length), System.Globalization.CultureInfo.InvariantCulture) + 1;
        var document = new
        {
            ChangeId = ids.Next(), Number = FormattableString.Invariant($"{day}{next:D4}"), fields.Reason, fields.ListId, reversesId, fields.From, fields.To, MadeById = caller.UserId,
            MadeByName = caller.Name, now,
        };
        try
        {
            await db.Execute("""
                INSERT INTO catalog.PriceChanges (ChangeId, Number, State, Reason, ListId, ReversesId, FromLocal, ToLocal, MadeById, MadeByName, MadeAt, SubmittedById, SubmittedByName,
                    SubmittedAt, DecidedByName, DecidedAt, Note, Version)
                VALUES (@ChangeId, @Number, 'Draft', @Reason, @ListId, @reversesId, @From, @To, @MadeById, @MadeByName, @now, 0, '', NULL, '', NULL, '', 1)
                """, document, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain($"The number {document.Number} has just been taken.", refused);
        }

        return (document.ChangeId, document.Number);
    }
}
