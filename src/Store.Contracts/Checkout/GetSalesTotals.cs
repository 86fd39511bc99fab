using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Checkout;

/// <summary>All sales of a store less its returns, over all time and without sold value; what the books are checked against.</summary>
public sealed record GetSalesTotals(long StoreId) : IRequest<SalesTotals>;

public sealed record SalesTotals(Money Net, Money Tax);
