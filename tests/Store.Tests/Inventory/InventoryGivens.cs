using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Inventory;
using Store.Kernel.Database;
using Store.Kernel.Verification;

namespace Store.Tests.Inventory;

/// <summary>Test data of the inventory.</summary>
internal static class InventoryGivens
{
    private static long documents = 1;

    /// <summary>A document no other test has.</summary>
    public static long NewDocument() => Interlocked.Increment(ref documents);

    /// <summary>Moves stock as another module does, in a transaction of its own.</summary>
    public static Task<IReadOnlyList<Money>> MoveStock(this StoreApp store, long storeId, IReadOnlyList<StockMove> moves, bool mayGoNegative = false)
    {
        var now = store.Clock.GetUtcNow().UtcDateTime;
        return store.Ask(new MoveStock(storeId, DateOnly.FromDateTime(now), now, moves, mayGoNegative));
    }

    /// <summary>Sends another module's request in a transaction of its own.</summary>
    public static Task<T> Ask<T>(this StoreApp store, IRequest<T> request) => store.InScope(services =>
        services.GetRequiredService<Db>().Transact(() => services.GetRequiredService<IMediator>().Send(request), CancellationToken.None));

    public static StockMove Received(long productId, decimal quantity, decimal cost) =>
        new(StockMoveKind.Receive, productId, Quantity.FromDecimal(quantity), NewDocument(), Money.FromDecimal(cost));

    public static StockMove Sold(long productId, decimal quantity) => new(StockMoveKind.Sale, productId, Quantity.FromDecimal(-quantity), NewDocument());

    public static StockMove Returned(long productId, decimal quantity, decimal? value) => new(
        StockMoveKind.Return, productId, Quantity.FromDecimal(quantity), NewDocument(), value is null ? null : Money.FromDecimal(value.Value));

    public static Task<StoreApp.Reply> Receive(this StoreApp.Client client, long storeId, Guid documentUuid, params (long ProductId, decimal Quantity, decimal Cost)[] lines) =>
        client.Post($"/api/inventory/stores/{storeId}/receipts", new
        {
            documentUuid, supplier = "批发公司", number = "R-1", lines = lines.Select(line => new { productId = line.ProductId, quantity = line.Quantity, cost = line.Cost }),
        });

    public static Task<StoreApp.Reply> Adjust(this StoreApp.Client client, long storeId, Guid documentUuid, params (long ProductId, decimal Quantity)[] lines) =>
        client.Post($"/api/inventory/stores/{storeId}/adjustments", new
        {
            documentUuid, reason = "破损", lines = lines.Select(line => new { productId = line.ProductId, quantity = line.Quantity }),
        });

    public static Task<StoreApp.Reply> LetGoNegative(this StoreApp store, long storeId, long productId, bool? allowNegative) =>
        store.SignedIn(storeId, "inventory.adjust").Put($"/api/inventory/stores/{storeId}/stock/{productId}/policy", new { allowNegative });

    public static async Task<(decimal Quantity, decimal Value)> StockOf(this StoreApp store, long storeId, long productId)
    {
        var row = Assert.Single(await store.Rows<Balance>(
            "SELECT QuantityMilli, ValueMinor FROM inventory.Stock WHERE StoreId = @storeId AND ProductId = @productId", new { storeId, productId }));
        return (row.Quantity.ToDecimal(), row.Value.ToDecimal());
    }

    /// <summary>What is broken, by all invariants whose name contains the word.</summary>
    public static Task<string[]> Breaks(this StoreApp store, string word) => store.InScope(async services =>
    {
        var breaks = new List<string>();
        foreach (var invariant in services.GetServices<IInvariant>().Where(invariant => invariant.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            breaks.AddRange(await invariant.Breaks(CancellationToken.None));
        return breaks.ToArray();
    });

    /// <summary>The same, in the rows of this store.</summary>
    public static async Task<string[]> Broken(this StoreApp store, string word, long storeId) =>
        [.. (await store.Breaks(word)).Where(one => one.Contains($"Store {storeId}", StringComparison.Ordinal))];

    /// <summary>Spoils the database behind the host's back.</summary>
    public static Task<int> Spoil(this StoreApp store, string sql, object parameters) => store.InScope(services =>
    {
        var db = services.GetRequiredService<Db>();
        return db.Transact(() => db.Execute(sql, parameters, CancellationToken.None), CancellationToken.None);
    });

    private sealed record Balance(Quantity Quantity, Money Value);
}
