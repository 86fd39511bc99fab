namespace Store.Checkout.Currencies;

/// <summary>Takes a currency no more, from now on; rates that were to begin later are withdrawn. What was taken is counted and closed as before.</summary>
internal static class StopCurrency
{
    internal sealed record Command(long StoreId, string Currency) : ICommand<Done>, IStoreScoped;

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var before = (await ExchangeRates.InForce(db, command.StoreId, now, cancellationToken)).FirstOrDefault(rate => rate.Currency == command.Currency);
            var withdrawn = await db.Execute("""
                UPDATE checkout.CurrencyRates SET WithdrawnAt = @now WHERE StoreId = @StoreId AND Currency = @Currency AND ValidFrom > @now AND WithdrawnAt IS NULL
                """, new { command.StoreId, command.Currency, now }, cancellationToken);
            if (before is null && withdrawn == 0)
                throw new NotFound("currency", command.Currency);
            await db.Execute("""
                INSERT INTO checkout.CurrencyRates (RateId, StoreId, Currency, RateNano, ValidFrom, SetAt, SetBy, SetByName)
                VALUES (@RateId, @StoreId, @Currency, 0, @now, @now, @UserId, @Name)
                """, new { RateId = ids.Next(), command.StoreId, command.Currency, now, caller.UserId, caller.Name }, cancellationToken);
            await audit.Add("checkout.manage-rates", $"currency {command.Currency}", command.StoreId, before, now: null, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/stores/{storeId:long}/currencies/{currency}", (long storeId, string currency, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, currency), cancel))
            .RequirePermission("checkout.manage-rates")
            .WithName(nameof(StopCurrency)).WithSummary("Take a currency no more")
            .ProducesProblem(404);
    }
}
