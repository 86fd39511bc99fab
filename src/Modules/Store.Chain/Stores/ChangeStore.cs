using Store.Contracts.Chain;

namespace Store.Chain.Stores;

/// <summary>Changes a store's settings. A switch of the tax flag changes what customers pay from the next sale on; stored sales keep their figures.</summary>
internal static class ChangeStore
{
    internal sealed record Command(
        long StoreId, string Name, string TimeZone, string Currency, bool PricesIncludeTax, bool AllowNegativeStock, int DayEndsMinutes, int Version)
        : ICommand<Result>, IStoreScoped, IStoreSettings;

    internal sealed record Result(long StoreId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new StoreSettingsValidator());
    }

    internal sealed class Handler(Db db, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var updated = await db.Execute("""
                UPDATE chain.Stores
                SET    Name = @Name, TimeZone = @TimeZone, DayEndsMinutes = @DayEndsMinutes, Currency = @Currency,
                       PricesIncludeTax = @PricesIncludeTax, AllowNegativeStock = @AllowNegativeStock, Version = Version + 1
                WHERE  StoreId = @StoreId AND Version = @Version
                """, command, cancellationToken);
            if (updated == 0)
                throw new Conflict("store.stale", $"Someone else has changed store {old.Code}; read it again.");

            await audit.Add("chain.manage-stores", $"store {old.Code}", command.StoreId, old, command, cancellationToken);
            return new Result(command.StoreId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            string Name, string TimeZone, string Currency, bool PricesIncludeTax, bool AllowNegativeStock, int DayEndsMinutes, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/stores/{storeId:long}", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(storeId, body.Name, body.TimeZone, body.Currency, body.PricesIncludeTax, body.AllowNegativeStock, body.DayEndsMinutes, body.Version), cancel))
            .RequirePermission("chain.manage-stores")
            .WithName(nameof(ChangeStore)).WithSummary("Change a store's settings")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
