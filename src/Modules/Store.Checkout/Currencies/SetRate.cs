using Store.Contracts.Chain;

namespace Store.Checkout.Currencies;

/// <summary>Sets the rate at which a store takes a currency, now or from a moment to come; with the first one the store begins to take it. Every rate stays in the history.</summary>
internal static class SetRate
{
    internal sealed record Command(long StoreId, string Currency, ExchangeRate Rate, DateTime? ValidFrom) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long RateId, DateTime ValidFrom);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Currency).Must(CurrencyCodes.IsKnown).WithMessage("A currency is named by its ISO 4217 code.");
            RuleFor(command => command.Rate).Must(rate => rate.Nano > 0).WithMessage("A rate is more than zero.");
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            if (command.Currency == store.Currency)
                throw new RuleBroken("currency.own", $"{store.Currency} is the store's own currency.");
            var now = clock.UtcNow();
            if (command.ValidFrom < now)
                throw new RuleBroken("rate.past", "A rate begins now or later: what was taken before was taken at the rate of then.");

            var before = (await ExchangeRates.InForce(db, command.StoreId, now, cancellationToken)).FirstOrDefault(rate => rate.Currency == command.Currency);
            var rate = new
            {
                RateId = ids.Next(), command.StoreId, command.Currency, command.Rate, ValidFrom = command.ValidFrom ?? now, SetAt = now, SetBy = caller.UserId, SetByName = caller.Name,
            };
            await db.Execute("""
                INSERT INTO checkout.CurrencyRates (RateId, StoreId, Currency, RateNano, ValidFrom, SetAt, SetBy, SetByName)
                VALUES (@RateId, @StoreId, @Currency, @Rate, @ValidFrom, @SetAt, @SetBy, @SetByName)
                """, rate, cancellationToken);
            await audit.Add("checkout.manage-rates", $"currency {command.Currency}", command.StoreId, before, new { rate.Rate, rate.ValidFrom }, cancellationToken);
            return new Result(rate.RateId, rate.ValidFrom);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(ExchangeRate Rate, DateTime? ValidFrom = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/currencies/{currency}/rates", (long storeId, string currency, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, currency, body.Rate, body.ValidFrom?.ToUniversalTime()), cancel))
            .RequirePermission("checkout.manage-rates")
            .WithName(nameof(SetRate)).WithSummary("Set the rate at which a store takes a currency")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
