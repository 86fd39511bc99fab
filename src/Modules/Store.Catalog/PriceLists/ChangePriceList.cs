using System.Data.Common;
using Store.Catalog.PriceNews;
using Store.Catalog.Prices;

namespace Store.Catalog.PriceLists;

/// <summary>Changes for whom, where and when a price list holds, or switches it off and on. Its prices stay.</summary>
internal static class ChangePriceList
{
    internal sealed record Command(
        long ListId, string Name, PriceListKind Kind, int Priority, DateTime? From, DateTime? To, IReadOnlyList<long>? StoreIds, IReadOnlyList<long>? LevelIds,
        IReadOnlyList<long>? GroupIds, bool Active, int Version) : ICommand<Result>, IPriceListFields;

    internal sealed record Result(long ListId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new PriceListFieldsValidator());
    }

    internal sealed class Handler(Db db, PriceListWriter lists, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("""
                SELECT Name, Kind, Priority, ValidFromLocal AS FromLocal, ValidToLocal AS ToLocal, AllStores, Active
                FROM   catalog.PriceLists
                WHERE  ListId = @ListId
                """, command, cancellationToken) ?? throw new NotFound("price_list", command.ListId);
            await lists.RequireSay(old.AllStores ? [] : await lists.Stores(command.ListId, cancellationToken), cancellationToken);
            await lists.RequireSay(command.StoreIds ?? [], cancellationToken);
            int updated;
            try
            {
                updated = await db.Execute("""
                    UPDATE catalog.PriceLists
                    SET    Name = @Name, Kind = @Kind, Priority = @Priority, ValidFromLocal = @From, ValidToLocal = @To, AllStores = @AllStores, AllCustomers = @AllCustomers,
                           Active = @Active, Version = Version + 1
                    WHERE  ListId = @ListId AND Version = @Version
                    """, new
                {
                    command.ListId, Name = command.Name.Trim(), Kind = command.Kind.ToString(), command.Priority, From = command.From ?? PriceRow.Always, command.To,
                    AllStores = command.StoreIds is null or [], AllCustomers = command.LevelIds is null or [] && command.GroupIds is null or [], command.Active, command.Version,
                }, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("price_list.name_taken", $"There is a price list {command.Name.Trim()} already.");
            }

            if (updated == 0)
                throw new Conflict("price_list.stale", $"Someone else has changed the price list {old.Name}; read it again.");
            await db.Execute("DELETE FROM catalog.PriceListTargets WHERE ListId = @ListId", command, cancellationToken);
            await lists.WriteTargets(command.ListId, command, cancellationToken);
            await db.TellOfPrices([(PriceRow.WholeChain, NewsRows.Everything)], cancellationToken);
            await audit.Add("catalog.change-price", $"price list {old.Name}", PriceRow.WholeChain, old, command, cancellationToken);
            return new Result(command.ListId, command.Version + 1);
        }

        private sealed record Old(string Name, string Kind, int Priority, DateTime FromLocal, DateTime? ToLocal, bool AllStores, bool Active);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            string Name, PriceListKind Kind, int Priority, DateTime? From, DateTime? To, IReadOnlyList<long>? StoreIds, IReadOnlyList<long>? LevelIds, IReadOnlyList<long>? GroupIds,
            bool Active, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/price-lists/{listId:long}", (long listId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(listId, body.Name, body.Kind, body.Priority, body.From, body.To, body.StoreIds, body.LevelIds, body.GroupIds, body.Active, body.Version), cancel))
            .RequirePermission("catalog.change-price")
            .WithName(nameof(ChangePriceList)).WithSummary("Change where, when and for whom a price list holds")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
