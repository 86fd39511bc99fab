using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Catalog;

/// <summary>What comes out of a pack when it is broken; null where the product is no pack.</summary>
public sealed record FindPack(long ProductId) : IRequest<PackContent?>;

/// <param name="ProductId">What is in it.</param>
/// <param name="Factor">How many base units of that one pack holds.</param>
public sealed record PackContent(long ProductId, Quantity Factor);
