using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Catalog;

/// <summary>What products cost in a store at a moment of the store's own time. Products that are unknown, not for sale or have no price are left out.</summary>
public sealed record PriceProducts(long StoreId, IReadOnlyCollection<long> ProductIds, DateTime LocalTime) : IRequest<IReadOnlyList<PricedProduct>>;

/// <param name="ProductId">The product.</param>
/// <param name="Code">Item code (货号).</param>
/// <param name="Name">Name as printed on the receipt.</param>
/// <param name="Unit">Base unit, to which price and stock refer.</param>
/// <param name="Price">Price of one base unit.</param>
/// <param name="PriceId">The version of the price, to keep on the sale line.</param>
/// <param name="TaxCode">Tax code.</param>
/// <param name="TaxRate">Its rate now.</param>
public sealed record PricedProduct(
    long ProductId, string Code, string Name, string Unit, Money Price, long PriceId, string TaxCode, TaxRate TaxRate);
