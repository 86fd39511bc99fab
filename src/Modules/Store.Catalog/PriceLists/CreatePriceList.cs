using System.Data.Common;
using Store.Catalog.Prices;

namespace Store.Catalog.PriceLists;

/// <summary>Opens a price list: prices for some stores, levels of members or groups of customers, or specials for a time.</summary>
internal static class CreatePriceList
{
    internal sealed record Command(
        string Name, PriceListKind Kind, int Priority, DateTime? From, DateTime? To, IReadOnlyList<long>? StoreIds, IReadOnlyList<long>? LevelIds, IReadOnlyList<long>? GroupIds)
        : ICommand<Result>, IPriceListFields;

    internal sealed record Result(long ListId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new PriceListFieldsValidator());
    }

    internal sealed class Handler(Db db, Ids ids, PriceListWriter lists, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await lists.RequireSay(command.StoreIds ?? [], cancellationToken);
            var list = new
            {
                ListId = ids.Next(), Name = command.Name.Trim(), Kind = command.Kind.ToString(), command.Priority, From = command.From ?? PriceRow.Always, command.To,
                AllStores = command.StoreIds is null or [], AllCustomers = command.LevelIds is null or [] && command.GroupIds is null or [], Now = clock.GetUtcNow().UtcDateTime,
            };
            try
            {
                await db.Execute("""
                    INSERT INTO catalog.PriceLists (ListId, Name, Kind, Priority, ValidFromLocal, ValidToLocal, AllStores, AllCustomers, Active, Version, CreatedAt)
                    VALUES (@ListId, @Name, @Kind, @Priority, @From, @To, @AllStores, @AllCustomers, 1, 1, @Now)
                    """, list, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("price_list.name_taken", $"There is a price list {list.Name} already.");
            }

            await lists.WriteTargets(list.ListId, command, cancellationToken);
            await audit.Add("catalog.change-price", $"price list {list.Name}", PriceRow.WholeChain, old: null, command, cancellationToken);
            return new Result(list.ListId, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/price-lists", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(CreatePriceList)).WithSummary("Open a price list")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
