using System.Data.Common;
using Store.Contracts.Checkout;

namespace Store.Checkout.Payments;

/// <summary>
/// Asks a terminal or wallet for money. It is written down first and sent once that is on disk; the till then asks how it goes. Sent again with the same <c>attemptUuid</c>, it is
/// the same attempt. A sale has one open attempt at a time.
/// </summary>
internal static class StartAttempt
{
    /// <param name="StoreId">The store.</param>
    /// <param name="AttemptUuid">Made by the till.</param>
    /// <param name="SaleUuid">The sale to be paid.</param>
    /// <param name="RegisterId">The register.</param>
    /// <param name="Tender">Card or Wallet.</param>
    /// <param name="Amount">To ask for.</param>
    /// <param name="Code">What the customer's phone shows, for a wallet. Handed on, never kept.</param>
    internal sealed record Command(long StoreId, Guid AttemptUuid, Guid SaleUuid, long RegisterId, string Tender, Money Amount, string? Code) : ICommand<AttemptView>, IStoreScoped
    {
        public override string ToString() => $"{nameof(StartAttempt)} {AttemptUuid}";
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.AttemptUuid).NotEmpty();
            RuleFor(command => command.SaleUuid).NotEmpty();
            RuleFor(command => command.Tender).Must(tender => tender is Tenders.Card or Tenders.Wallet).WithMessage("A provider takes Card or Wallet.");
            RuleFor(command => command.Amount).GreaterThan(Money.Zero);
            RuleFor(command => command.Code).MaximumLength(100);
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, AttemptBook book, PaymentDesk desk) : IRequestHandler<Command, AttemptView>
    {
        public async Task<AttemptView> Handle(Command command, CancellationToken cancellationToken)
        {
            var before = await db.Find<Before>("""
                SELECT AttemptId, StoreId, SaleUuid, Tender, AmountMinor FROM checkout.PaymentAttempts WHERE AttemptUuid = @AttemptUuid
                """, command, cancellationToken);
            if (before is not null)
            {
                return before.StoreId == command.StoreId && before.SaleUuid == command.SaleUuid && before.Tender == command.Tender && before.Amount == command.Amount
                    ? await book.View(command.StoreId, before.AttemptId, cancellationToken)
                    : throw new Conflict("attempt.uuid_taken", "This attempt id belongs to another payment.");
            }

            var attempt = new
            {
                AttemptId = ids.Next(), command.AttemptUuid, command.StoreId, command.RegisterId, command.SaleUuid, command.Tender, Provider = await Provider(command, cancellationToken),
                command.Amount, StartedBy = caller.UserId, StartedByName = caller.Name, StartedAt = clock.UtcNow(), DueAt = clock.UtcNow().AddSeconds(40),
            };
            await RefuseWhileOneIsOpen(command, cancellationToken);
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.PaymentAttempts (AttemptId, AttemptUuid, StoreId, RegisterId, SaleUuid, Tender, Provider, AmountMinor, ApprovedMinor, RefundedMinor, State,
                           StartedBy, StartedByName, StartedAt, ChangedAt, DueAt, Tries)
                    VALUES (@AttemptId, @AttemptUuid, @StoreId, @RegisterId, @SaleUuid, @Tender, @Provider, @Amount, 0, 0, 'Created',
                           @StartedBy, @StartedByName, @StartedAt, @StartedAt, @DueAt, 0)
                    """, attempt, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("Another attempt for this sale was quicker.", refused);
            }

            db.AfterCommit(() => desk.Submit(attempt.AttemptId, command.Code));
            return await book.View(command.StoreId, attempt.AttemptId, cancellationToken);
        }

        private async Task<string> Provider(Command command, CancellationToken cancellationToken)
        {
            var set = await db.Find<Set>("""
                SELECT COALESCE(t.CardProvider, 'None') AS CardProvider, COALESCE(t.WalletProvider, 'None') AS WalletProvider
                FROM   checkout.Registers r
                LEFT JOIN checkout.TenderSettings t ON t.StoreId = r.StoreId
                WHERE  r.RegisterId = @RegisterId AND r.StoreId = @StoreId
                """, command, cancellationToken) ?? throw new NotFound("register", command.RegisterId);
            var provider = command.Tender == Tenders.Card ? set.CardProvider : set.WalletProvider;
            return desk.Knows(provider) ? provider : throw new RuleBroken("attempt.no_provider", $"This store has no provider for {command.Tender}.");
        }

        private async Task RefuseWhileOneIsOpen(Command command, CancellationToken cancellationToken)
        {
            if (await db.Scalar<int>("SELECT COUNT(*) FROM checkout.Sales WHERE SaleUuid = @SaleUuid", command, cancellationToken) > 0)
                throw new Conflict("attempt.sale_recorded", "This sale is recorded already.");
            await OpenAttempts.Refuse(db, command.SaleUuid, cancellationToken);
        }

        private sealed record Before(long AttemptId, long StoreId, Guid SaleUuid, string Tender, Money Amount);

        private sealed record Set(string CardProvider, string WalletProvider);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid AttemptUuid, Guid SaleUuid, long RegisterId, string Tender, Money Amount, string? Code = null)
        {
            public override string ToString() => AttemptUuid.ToString();
        }

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/payment-attempts", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.AttemptUuid, body.SaleUuid, body.RegisterId, body.Tender, body.Amount, body.Code), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(StartAttempt)).WithSummary("Ask a terminal or wallet for money")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
