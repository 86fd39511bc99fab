using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Loyalty;

/// <summary>What visits made and passes expired in a store had cost, over all time; what the books are checked against.</summary>
public sealed record GetPassRevenue(long StoreId) : IRequest<Money>;
