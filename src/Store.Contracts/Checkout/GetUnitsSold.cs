using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Checkout;

/// <summary>How much of each product the chain has sold, less what came back, from a business day on. Products that were not sold are left out.</summary>
public sealed record GetUnitsSold(DateOnly From) : IRequest<IReadOnlyList<UnitsSold>>;

/// <param name="ProductId">The product.</param>
/// <param name="Quantity">In base units.</param>
public sealed record UnitsSold(long ProductId, Quantity Quantity);
