using Store.Kernel.Events;
using Store.Kernel.Values;

namespace Store.Contracts.Inventory;

/// <summary>Goods came in from a supplier.</summary>
public sealed record StockReceived(long DocumentId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, Money Value) : IEvent;

/// <summary>Stock was put right by hand: a gain is positive, a loss negative.</summary>
public sealed record StockAdjusted(long DocumentId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, Money Value) : IEvent;

/// <summary>Goods had been sold before their cost was known; the difference belongs to the cost of goods sold.</summary>
public sealed record StockRevalued(long DocumentId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, Money Value) : IEvent;
