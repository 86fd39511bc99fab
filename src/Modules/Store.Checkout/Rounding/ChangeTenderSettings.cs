using System.Data.Common;
using Store.Checkout.Payments;

namespace Store.Checkout.Rounding;

/// <summary>Changes how a store takes money: how it rounds cash, and who takes card and wallet payments. Stored sales keep their figures.</summary>
internal static class ChangeTenderSettings
{
    /// <param name="StoreId">The store.</param>
    /// <param name="CashStep">The smallest coin; zero for no rounding.</param>
    /// <param name="CashRounding">Nearest, Down or Up.</param>
    /// <param name="CardProvider">None or a provider; null leaves it.</param>
    /// <param name="WalletProvider">None or a provider; null leaves it.</param>
    /// <param name="Version">As it was read.</param>
    internal sealed record Command(long StoreId, Money CashStep, string CashRounding, string? CardProvider, string? WalletProvider, int Version) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly Money[] Coins = [Money.Zero, new(5), new(10), new(50), new(100)];

        public Validator(IEnumerable<IPaymentProvider> providers)
        {
            RuleFor(command => command.CashStep).Must(step => Coins.Contains(step)).WithMessage("Cash is rounded to 0.05, 0.10, 0.50 or 1.00, or not at all (0).");
            RuleFor(command => command.CashRounding).Must(mode => Enum.GetNames<RoundingMode>().Contains(mode, StringComparer.Ordinal)).WithMessage("Cash is rounded Nearest, Down or Up.");
            string[] known = ["None", .. providers.Select(provider => provider.Name)];
            RuleFor(command => command.CardProvider).Must(provider => provider is null || known.Contains(provider, StringComparer.Ordinal)).WithMessage("There is no provider '{PropertyValue}'.");
            RuleFor(command => command.WalletProvider).Must(provider => provider is null || known.Contains(provider, StringComparer.Ordinal)).WithMessage("There is no provider '{PropertyValue}'.");
        }
    }

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await mediator.Send(new GetTenderSettings.Query(command.StoreId), cancellationToken);
            var changed = command.Version == 0 ? await Add(command, cancellationToken) : await db.Execute("""
                UPDATE checkout.TenderSettings
                SET    CashStepMinor = @CashStep, CashRounding = @CashRounding, CardProvider = COALESCE(@CardProvider, CardProvider),
                       WalletProvider = COALESCE(@WalletProvider, WalletProvider), Version = Version + 1
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
                    VALUES (@StoreId, @CashStep, @CashRounding, COALESCE(@CardProvider, 'None'), COALESCE(@WalletProvider, 'None'), 1)
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
        internal sealed record Body(Money CashStep, string CashRounding, int Version, string? CardProvider = null, string? WalletProvider = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/stores/{storeId:long}/tender-settings", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.CashStep, body.CashRounding, body.CardProvider, body.WalletProvider, body.Version), cancel))
            .RequirePermission("checkout.manage-tenders")
            .WithName(nameof(ChangeTenderSettings)).WithSummary("Change how a store takes money")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
