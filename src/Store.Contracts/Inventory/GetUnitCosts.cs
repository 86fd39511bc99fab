using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Inventory;

/// <summary>
/// What products cost at present, over the stock of some stores: at moving average while there is stock, else at the unit cost of the last purchase. What has never had a cost
/// is left out.
/// </summary>
public sealed record GetUnitCosts(IReadOnlyCollection<long> StoreIds, IReadOnlyCollection<long> ProductIds) : IRequest<IReadOnlyList<UnitCost>>;

/// <param name="ProductId">The product.</param>
/// <param name="Value">What so many of its base units are worth.</param>
/// <param name="Quantity">How many; more than one where a unit costs less than a cent.</param>
public sealed record UnitCost(long ProductId, Money Value, Quantity Quantity)
{
    /// <summary>The cost of some of it, rounded once.</summary>
    public Money Of(Quantity some) => Value.Share(some.Milli, Quantity.Milli);
}
