using Store.Contracts.Catalog;

namespace Store.Inventory.Stock;

/// <summary>Names of goods, which the catalog keeps.</summary>
internal sealed class GoodsNames(IMediator mediator)
{
    public async Task<IReadOnlyDictionary<long, ProductFacts>> Of(IEnumerable<long> productIds, CancellationToken cancellationToken)
    {
        var distinct = productIds.Distinct().ToList();
        return distinct.Count == 0
            ? new Dictionary<long, ProductFacts>()
            : (await mediator.Send(new DescribeProducts(distinct), cancellationToken)).ToDictionary(product => product.ProductId);
    }

    /// <exception cref="RuleBroken"><c>product.unknown</c>: the catalog does not have one of them.</exception>
    public async Task Require(IReadOnlyCollection<long> productIds, CancellationToken cancellationToken)
    {
        var known = await Of(productIds, cancellationToken);
        foreach (var productId in productIds)
        {
            if (!known.ContainsKey(productId))
                throw new RuleBroken("product.unknown", $"There is no product {productId}.", new Dictionary<string, object?> { ["productId"] = productId });
        }
    }
}
