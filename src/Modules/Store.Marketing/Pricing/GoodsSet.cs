using Store.Contracts.Catalog;
using Store.Contracts.Marketing;
using Store.Marketing.Promotions;

namespace Store.Marketing.Pricing;

/// <summary>Some of the goods, as <see cref="PromotionGoods"/> says, made ready to be asked quickly.</summary>
internal sealed class GoodsSet
{
    private readonly HashSet<long> products;
    private readonly HashSet<long> excluded;
    private readonly HashSet<long> categories;
    private readonly HashSet<string> brands;
    private readonly string? unit;

    public GoodsSet(PromotionGoods? goods, CategoryBranches branches)
    {
        products = [.. goods?.ProductIds ?? []];
        excluded = [.. goods?.ExcludedProductIds ?? []];
        categories = branches.With(goods?.CategoryIds ?? []);
        brands = [.. goods?.Brands ?? []];
        unit = string.IsNullOrEmpty(goods?.Unit) ? null : goods.Unit;
        IsEverything = products.Count == 0 && categories.Count == 0 && brands.Count == 0;
    }

    /// <summary>Whether it names no goods, so that all are meant.</summary>
    public bool IsEverything { get; }

    public IReadOnlyCollection<long> Products => products;

    public IReadOnlyCollection<long> Categories => categories;

    public IReadOnlyCollection<string> Brands => brands;

    public bool Has(BasketLine line)
    {
        if ((unit is not null && unit != line.Unit) || excluded.Contains(line.ProductId))
            return false;
        if (IsEverything || products.Contains(line.ProductId))
            return true;
        return (categories.Count > 0 || brands.Count > 0)
            && (categories.Count == 0 || (line.CategoryId is { } category && categories.Contains(category)))
            && (brands.Count == 0 || brands.Contains(line.Brand));
    }
}
