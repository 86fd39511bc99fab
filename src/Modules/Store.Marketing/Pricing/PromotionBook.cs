using System.Runtime.InteropServices;
using Store.Contracts.Marketing;

namespace Store.Marketing.Pricing;

/// <summary>The live promotions of a store by the goods that they touch, so that a basket looks only at those which can matter to it.</summary>
internal sealed class PromotionBook
{
    private readonly Promotion[] promotions;
    private readonly Dictionary<long, List<int>> byProduct = [];
    private readonly Dictionary<long, List<int>> byCategory = [];
    private readonly Dictionary<string, List<int>> byBrand = new(StringComparer.Ordinal);
    private readonly List<int> onEverything = [];

    public PromotionBook(IEnumerable<Promotion> promotions)
    {
        this.promotions = [.. promotions.OrderByDescending(promotion => promotion.Priority).ThenBy(promotion => promotion.PromotionId)];
        for (var i = 0; i < this.promotions.Length; i++)
        {
            // What is given lies in the basket beside what it is given for; a bundle may begin with any of its parts.
            var promotion = this.promotions[i];
            foreach (var goods in promotion.Kind == PromotionKind.Bundle ? promotion.Slots : [promotion.Slots[0]])
                Enter(goods, i);
        }
    }

    public static PromotionBook Empty { get; } = new([]);

    public IReadOnlyList<Promotion> Promotions => promotions;

    /// <summary>The promotions that touch one of the lines, highest priority first, then by id.</summary>
    public List<Promotion> Touching(IEnumerable<BasketLine> lines)
    {
        if (promotions.Length == 0)
            return [];
        var touched = new bool[promotions.Length];
        Mark(onEverything);
        foreach (var line in lines)
        {
            Mark(byProduct.GetValueOrDefault(line.ProductId));
            if (line.CategoryId is { } category)
                Mark(byCategory.GetValueOrDefault(category));
            if (line.Brand.Length > 0)
                Mark(byBrand.GetValueOrDefault(line.Brand));
        }

        var found = new List<Promotion>();
        for (var i = 0; i < promotions.Length; i++)
        {
            if (touched[i])
                found.Add(promotions[i]);
        }

        return found;

        void Mark(List<int>? numbers)
        {
            foreach (var number in CollectionsMarshal.AsSpan(numbers))
                touched[number] = true;
        }
    }

    private void Enter(GoodsSet goods, int number)
    {
        if (goods.IsEverything)
            onEverything.Add(number);
        foreach (var product in goods.Products)
            Add(byProduct, product, number);
        foreach (var category in goods.Categories)
            Add(byCategory, category, number);

        // With categories besides, a brand alone is not enough.
        foreach (var brand in goods.Categories.Count > 0 ? [] : goods.Brands)
            Add(byBrand, brand, number);
    }

    private static void Add<TKey>(Dictionary<TKey, List<int>> index, TKey key, int number)
        where TKey : notnull
    {
        ref var numbers = ref CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _);
        numbers ??= [];
        if (numbers.Count == 0 || numbers[^1] != number)
            numbers.Add(number);
    }
}
