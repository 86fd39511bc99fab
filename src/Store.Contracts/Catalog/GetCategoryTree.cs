using MediatR;

namespace Store.Contracts.Catalog;

/// <summary>Which categories there are and which stand below which, for whoever means a category with all below it.</summary>
public sealed record GetCategoryTree : IRequest<IReadOnlyList<CategoryFacts>>;

/// <param name="CategoryId">The category.</param>
/// <param name="ParentId">The one above it; null at the top.</param>
/// <param name="Name">Its name.</param>
public sealed record CategoryFacts(long CategoryId, long? ParentId, string Name);
