using Store.Contracts.Chain;

namespace Store.Chain.Stores;

/// <summary>What other modules may ask about stores.</summary>
internal static class AnswerOtherModules
{
    internal sealed class GetStoreHandler(Db db) : IRequestHandler<GetStore, StoreFacts>
    {
        public async Task<StoreFacts> Handle(GetStore request, CancellationToken cancellationToken) => await db.Find<StoreFacts>("""
            SELECT StoreId, Code, Name, TimeZone, DayEndsMinutes, Currency, PricesIncludeTax, AllowNegativeStock
            FROM   chain.Stores
            WHERE  StoreId = @StoreId
            """, request, cancellationToken) ?? throw new NotFound("store", request.StoreId);
    }

    internal sealed class FindStoreHandler(Db db) : IRequestHandler<FindStore, StoreFacts?>
    {
        public Task<StoreFacts?> Handle(FindStore request, CancellationToken cancellationToken) => db.Find<StoreFacts>("""
            SELECT StoreId, Code, Name, TimeZone, DayEndsMinutes, Currency, PricesIncludeTax, AllowNegativeStock
            FROM   chain.Stores
            WHERE  Code = @Code
            """, new { Code = request.Code.ToUpperInvariant() }, cancellationToken);
    }

    internal sealed class ListStoreIdsHandler(Db db) : IRequestHandler<ListStoreIds, IReadOnlyList<long>>
    {
        public Task<IReadOnlyList<long>> Handle(ListStoreIds request, CancellationToken cancellationToken) =>
            db.Query<long>("SELECT StoreId FROM chain.Stores ORDER BY StoreId", null, cancellationToken);
    }

    internal sealed class GetChainDayHandler(Db db, TimeProvider clock) : IRequestHandler<GetChainDay, DateOnly>
    {
        public async Task<DateOnly> Handle(GetChainDay request, CancellationToken cancellationToken)
        {
            var first = await db.Find<FirstStore>("SELECT TimeZone, DayEndsMinutes FROM chain.Stores ORDER BY StoreId OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY", null, cancellationToken);
            var now = clock.UtcNow();
            return first is null ? DateOnly.FromDateTime(now) : StoreTime.Of(first.TimeZone, first.DayEndsMinutes).BusinessDate(now);
        }

        private sealed record FirstStore(string TimeZone, int DayEndsMinutes);
    }

    internal sealed class ListTimeZonesHandler(Db db) : IRequestHandler<ListTimeZones, IReadOnlyList<string>>
    {
        public Task<IReadOnlyList<string>> Handle(ListTimeZones request, CancellationToken cancellationToken) =>
            db.Query<string>("SELECT DISTINCT TimeZone FROM chain.Stores", null, cancellationToken);
    }
}
