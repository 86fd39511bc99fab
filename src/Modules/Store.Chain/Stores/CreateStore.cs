using System.Data.Common;
using Store.Contracts.Access;

namespace Store.Chain.Stores;

/// <summary>Opens a new store of the chain.</summary>
internal static class CreateStore
{
    internal sealed record Command(
        string Code, string Name, string TimeZone, string Currency, bool PricesIncludeTax, bool AllowNegativeStock, int DayEndsMinutes = 0)
        : ICommand<Result>, IStoreSettings;

    internal sealed record Result(long StoreId, string Code, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Code).NotEmpty().MaximumLength(20).Matches("^[A-Za-z0-9-]+$");
            Include(new StoreSettingsValidator());
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var store = new
            {
                StoreId = ids.Next(), Code = command.Code.ToUpperInvariant(), command.Name, command.TimeZone, command.DayEndsMinutes,
                command.Currency, command.PricesIncludeTax, command.AllowNegativeStock,
            };
            try
            {
                await db.Execute("""
                    INSERT INTO chain.Stores (StoreId, Code, Name, TimeZone, DayEndsMinutes, Currency, PricesIncludeTax, AllowNegativeStock, Version)
                    VALUES (@StoreId, @Code, @Name, @TimeZone, @DayEndsMinutes, @Currency, @PricesIncludeTax, @AllowNegativeStock, 1)
                    """, store, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("store.code_taken", $"There is a store {store.Code} already.");
            }

            await audit.Add("chain.manage-stores", $"store {store.Code}", store.StoreId, old: null, now: store, cancellationToken);
            await mediator.Send(new StoreOpened(), cancellationToken);
            return new Result(store.StoreId, store.Code, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("chain.manage-stores")
            .WithName(nameof(CreateStore)).WithSummary("Open a new store of the chain")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
