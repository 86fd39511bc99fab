using Store.Contracts.Catalog;

namespace Store.Catalog.Search;

/// <summary>Searches products for other modules' lists; goods that are no longer sold are found too, as they may still be in stock.</summary>
internal static class AnswerSearchProductIds
{
    internal sealed class Handler(ProductSearch search) : IRequestHandler<SearchProductIds, IReadOnlyList<long>>
    {
        public Task<IReadOnlyList<long>> Handle(SearchProductIds request, CancellationToken cancellationToken) =>
            search.Find(request.Text, alsoInactive: true, request.Limit, cancellationToken);
    }
}
