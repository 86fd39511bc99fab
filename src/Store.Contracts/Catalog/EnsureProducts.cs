using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Catalog;

/// <summary>Makes the products that do not exist yet and gives the ids of all. Codes are compared without case. Joins the caller's transaction.</summary>
public sealed record EnsureProducts(long StoreId, IReadOnlyList<ProductToEnsure> Products) : IRequest<IReadOnlyDictionary<string, EnsuredProduct>>;

/// <param name="Code">Item code; kept in upper case.</param>
/// <param name="Name">Name for a new product; the code where empty.</param>
/// <param name="Price">Price for a new product, in the store named by the request.</param>
/// <param name="TaxCode">Tax code for a new product.</param>
public sealed record ProductToEnsure(string Code, string Name, Money Price, string TaxCode);

public sealed record EnsuredProduct(long ProductId, string Code, string Name, string Unit, string TaxCode, TaxRate TaxRate);

/// <summary>Goods on sale, a page at a time in the order of their ids; for filling a demo and for whole-catalogue work.</summary>
public sealed record ListProducts(long AfterProductId, int Limit) : IRequest<IReadOnlyList<ProductFacts>>;

/// <summary>Facts on a few products, for showing names beside ids. Unknown ones are left out.</summary>
public sealed record DescribeProducts(IReadOnlyCollection<long> ProductIds) : IRequest<IReadOnlyList<ProductFacts>>;

/// <param name="ProductId">The product.</param>
/// <param name="Code">Its item code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its base unit.</param>
/// <param name="CategoryId">Its category; null without one.</param>
public sealed record ProductFacts(long ProductId, string Code, string Name, string Unit, long? CategoryId = null);

/// <summary>The ids of products that a search text finds, best first; for lists of other modules that are searched by product.</summary>
public sealed record SearchProductIds(string Text, int Limit) : IRequest<IReadOnlyList<long>>;
