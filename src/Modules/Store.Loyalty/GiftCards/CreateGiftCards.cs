using System.Data.Common;
using Store.Kernel.Privacy;
using Store.Loyalty.Value;

namespace Store.Loyalty.GiftCards;

/// <summary>Makes a batch of gift cards to be printed. Their codes are told this once; until it is sold a card is worth nothing.</summary>
internal static class CreateGiftCards
{
    /// <param name="Name">What the batch is called.</param>
    /// <param name="Cards">How many.</param>
    internal sealed record Command(string Name, int Cards) : ICommand<Result>, IPersonal;

    /// <param name="BatchId">The batch.</param>
    /// <param name="Codes">As they are printed.</param>
    internal sealed record Result(long BatchId, IReadOnlyList<string> Codes)
    {
        public override string ToString() => $"batch {BatchId}";
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100);
            RuleFor(command => command.Cards).InclusiveBetween(1, 10_000);
        }
    }

    internal sealed class Handler(Db db, Ids ids, PersonalData personal, Caller caller, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var batch = new { BatchId = ids.Next(), Name = command.Name.Trim(), command.Cards, MadeAt = clock.UtcNow(), MadeByName = caller.Name };
            await db.Execute("""
                INSERT INTO loyalty.GiftCardBatches (BatchId, Name, Cards, MadeAt, MadeByName) VALUES (@BatchId, @Name, @Cards, @MadeAt, @MadeByName)
                """, batch, cancellationToken);
            var codes = Enumerable.Range(0, command.Cards).Select(_ => GiftCardCodes.New()).ToList();
            try
            {
                await db.Insert("""
                    INSERT INTO loyalty.GiftCards (CardId, BatchId, CodeIndex, CodeEnd, State, BalanceMinor, HeldMinor, Version)
                    VALUES (@CardId, @BatchId, @CodeIndex, @CodeEnd, @State, 0, 0, 1)
                    """, codes.ConvertAll(code => new Row(ids.Next(), batch.BatchId, personal.Index(GiftCardCodes.Purpose, code), GiftCardCodes.End(code), GiftCardStates.Made)), cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("A random code has been given out before.", refused);
            }

            await audit.Add(ValuePermissions.ManageCards, $"gift cards {batch.Name}", ValuePermissions.WholeChain, old: null, new { batch.BatchId, batch.Cards }, cancellationToken);
            return new Result(batch.BatchId, codes.ConvertAll(GiftCardCodes.Shown));
        }

        private sealed record Row(long CardId, long BatchId, string CodeIndex, string CodeEnd, string State);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/gift-card-batches", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(ValuePermissions.ManageCards)
            .WithName(nameof(CreateGiftCards)).WithSummary("Make gift cards to be printed")
            .ProducesValidationProblem();
    }
}
