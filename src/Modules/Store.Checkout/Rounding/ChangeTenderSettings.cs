using System.Data.Common;

namespace Store.Checkout.Rounding;

/// <summary>Changes how a store rounds cash. Stored sales keep their figures.</summary>
internal static class ChangeTenderSettings
{
    internal sealed record Command(long StoreId, Money CashStep, string CashRounding, int Version) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly Money[] Coins = [Money.Zero, new(5), new(10), new(50), new(100)];

        public Validator()
        {
            RuleFor(command => command.CashStep).Must(step => Coins.Contains(step)).WithMessage("Cash is rounded to 0.05, 0.10, 0.50 or 1.00, or not at all (0).");
            RuleFor(command => command.CashRounding).Must(mode => Enum.GetNames<RoundingMode>().Contains(mode, StringComparer.Ordinal)).WithMessage("Cash is rounded Nearest, Down or Up.");
        }
    }

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await mediator.Send(new GetTenderSettings.Query(command.StoreId), cancellationToken);
            var changed = command.Version == 0 ? await Add(command, cancellationToken) : await db.Execute("""
                UPDATE checkout.TenderSettings
                SET    CashStepMinor = @CashStep, CashRounding = @CashRounding, Version = Version + 1
                WHERE  StoreId = @StoreId AND Version = @Version
                """, command, cancellationToken);
            if (changed == 0)
                throw Stale();

            await audit.Add("checkout.manage-tenders", "tender settings", command.StoreId, old, command, cancellationToken);
            return new Result(command.Version + 1);
        }

        private async Task<int> Add(Command command, CancellationToken cancellationToken)
        {
            try
            {
                return await db.Execute("""
                    INSERT INTO checkout.TenderSettings (StoreId, CashStepMinor, CashRounding, CardProvider, WalletProvider, Version)
                    VALUES (@StoreId, @CashStep, @CashRounding, 'None', 'None', 1)
                    """, command, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw Stale();
            }
        }

        private static Conflict Stale() => new("tender_settings.stale", "Someone else has changed these settings; read them again.");
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Money CashStep, string CashRounding, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/stores/{storeId:long}/tender-settings", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.CashStep, body.CashRounding, body.Version), cancel))
            .RequirePermission("checkout.manage-tenders")
            .WithName(nameof(ChangeTenderSettings)).WithSummary("Change how a store rounds cash")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
