using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Inventory;

/// <summary>What all goods in a store are worth at moving average.</summary>
public sealed record GetStockValue(long StoreId) : IRequest<Money>;
