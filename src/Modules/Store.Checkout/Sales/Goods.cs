using Store.Contracts.Catalog;

namespace Store.Checkout.Sales;

/// <summary>The products of a ticket, by product and unit.</summary>
internal sealed class Goods
{
    private readonly Dictionary<(long ProductId, string? Unit), PricedProduct> byItem = [];

    public Goods(IEnumerable<PricedProduct> products) => Add(products);

    public bool Has(long productId) => byItem.ContainsKey((productId, null));

    /// <exception cref="RuleBroken"><c>product.not_for_sale</c>.</exception>
    public PricedProduct Of(long productId, string? unit) => byItem.TryGetValue((productId, unit), out var product)
        ? product
        : throw new RuleBroken("product.not_for_sale", "This product is not for sale here.", new Dictionary<string, object?> { ["productId"] = productId });

    public Goods With(IEnumerable<PricedProduct> more)
    {
        Add(more);
        return this;
    }

    private void Add(IEnumerable<PricedProduct> products)
    {
        foreach (var product in products)
        {
            byItem[(product.ProductId, product.Unit)] = product;
            if (product.Factor == Quantity.One)
                byItem[(product.ProductId, null)] = product;
        }
    }
}
