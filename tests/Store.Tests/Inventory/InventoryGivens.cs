using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Inventory;
using Store.Kernel.Database;

namespace Store.Tests.Inventory;

/// <summary>Test data of the inventory.</summary>
internal static class InventoryGivens
{
    private static long documents = 1;

    /// <summary>A document no other test has.</summary>
    public static long NewDocument() => Interlocked.Increment(ref documents);

    /// <summary>Moves stock as another module does, in a transaction of its own.</summary>
    public static Task<IReadOnlyList<Money>> MoveStock(this StoreApp store, long storeId, IReadOnlyList<StockMove> moves, bool mayGoNegative = false) => store.InScope(services =>
    {
        var now = store.Clock.GetUtcNow().UtcDateTime;
        return services.GetRequiredService<Db>().Transact(
            () => services.GetRequiredService<IMediator>().Send(new MoveStock(storeId, DateOnly.FromDateTime(now), now, moves, mayGoNegative)), CancellationToken.None);
    }, storeId);

    public static StockMove Received(long productId, decimal quantity, decimal cost) =>
        new(StockMoveKind.Receive, productId, Quantity.FromDecimal(quantity), NewDocument(), Money.FromDecimal(cost));

    public static StockMove Sold(long productId, decimal quantity) => new(StockMoveKind.Sale, productId, Quantity.FromDecimal(-quantity), NewDocument());

    public static StockMove Returned(long productId, decimal quantity, decimal value) =>
        new(StockMoveKind.Return, productId, Quantity.FromDecimal(quantity), NewDocument(), Money.FromDecimal(value));

    public static async Task<(decimal Quantity, decimal Value)> StockOf(this StoreApp store, long storeId, long productId)
    {
        var row = Assert.Single(await store.Rows<Balance>(
            "SELECT QuantityMilli, ValueMinor FROM inventory.Stock WHERE StoreId = @storeId AND ProductId = @productId", new { storeId, productId }));
        return (row.Quantity.ToDecimal(), row.Value.ToDecimal());
    }

    private sealed record Balance(Quantity Quantity, Money Value);
}
