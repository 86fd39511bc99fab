using System.Data.Common;
using Store.Checkout.Rounding;

namespace Store.Checkout.RefundRules;

/// <summary>Says by which tenders a store gives money back, for each tender that it is paid by, and what it gives back for goods that were a part of a deal.</summary>
internal static class ChangeRefundRules
{
    /// <param name="StoreId">The store.</param>
    /// <param name="Rules">One for each pair that is allowed.</param>
    /// <param name="BrokenDeals">One of <see cref="DealReturns"/>; null to leave it.</param>
    /// <param name="Version">As it was read.</param>
    internal sealed record Command(long StoreId, IReadOnlyList<RefundRule> Rules, string? BrokenDeals, int Version) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Rules).NotEmpty().Must(rules => rules is null || rules.Distinct().Count() == rules.Count).WithMessage("Each pair is named once.");
            RuleForEach(command => command.Rules).NotNull().ChildRules(rule =>
            {
                rule.RuleFor(one => one.PaidBy).Must(tender => RefundPolicy.Tenders.Contains(tender, StringComparer.Ordinal)).WithMessage("Money is paid by Cash, Card or Wallet.");
                rule.RuleFor(one => one.RefundBy).Must(tender => RefundPolicy.Tenders.Contains(tender, StringComparer.Ordinal)).WithMessage("Money goes back by Cash, Card or Wallet.");
            });
            RuleFor(command => command.BrokenDeals).Must(deals => deals is null or DealReturns.Allocated or DealReturns.Reprice).WithMessage("Goods of a deal come back at the price Allocated, or Reprice what is kept.");
            RuleFor(command => command.Rules).Must(rules => rules is null || RefundPolicy.Tenders.All(tender => rules.Any(rule => rule?.PaidBy == tender)))
                .WithMessage("What was paid has to be able to go back: name a tender for each.");
        }
    }

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await mediator.Send(new GetRefundRules.Query(command.StoreId), cancellationToken);
            if (await Turn(command, cancellationToken) == 0)
                throw Stale();
            await db.Execute("DELETE FROM checkout.RefundRules WHERE StoreId = @StoreId", command, cancellationToken);
            await db.Insert("INSERT INTO checkout.RefundRules (StoreId, PaidBy, RefundBy) VALUES (@StoreId, @PaidBy, @RefundBy)", [.. command.Rules.Select(rule => new
            {
                command.StoreId, rule.PaidBy, rule.RefundBy,
            })], cancellationToken);
            await audit.Add("checkout.manage-tenders", "refund rules", command.StoreId, old, command, cancellationToken);
            return new Result(command.Version + 1);
        }

        /// <summary>The rules are a part of the store's tender settings, and turn their version.</summary>
        private async Task<int> Turn(Command command, CancellationToken cancellationToken)
        {
            if (command.Version > 0)
            {
                return await db.Execute("""
                    UPDATE checkout.TenderSettings
                    SET    BrokenDeals = COALESCE(@BrokenDeals, BrokenDeals), Version = Version + 1
                    WHERE  StoreId = @StoreId AND Version = @Version
                    """, command, cancellationToken);
            }

            try
            {
                return await db.Execute("""
                    INSERT INTO checkout.TenderSettings (StoreId, CashStepMinor, CashRounding, CardProvider, WalletProvider, BrokenDeals, Version)
                    VALUES (@StoreId, 0, @Mode, 'None', 'None', @BrokenDeals, 1)
                    """, new { command.StoreId, Mode = nameof(RoundingMode.Nearest), BrokenDeals = command.BrokenDeals ?? DealReturns.Allocated }, cancellationToken);
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
        internal sealed record Body(IReadOnlyList<RefundRule> Rules, int Version, string? BrokenDeals = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/stores/{storeId:long}/refund-rules", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.Rules, body.BrokenDeals, body.Version), cancel))
            .RequirePermission("checkout.manage-tenders")
            .WithName(nameof(ChangeRefundRules)).WithSummary("Say by which tenders a store gives money back")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
