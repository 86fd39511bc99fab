using Store.Contracts.Catalog;
using Store.Contracts.Marketing;
using Store.Contracts.Members;
using Store.Marketing.Pricing;
using Store.Marketing.Promotions;

namespace Store.Tests.Marketing;

/// <summary>Promotions and baskets for tests of what comes off, without a database.</summary>
internal static class PricingGivens
{
    public static readonly DateTime Noon = new(2026, 11, 25, 12, 0, 0);

    public static PromotionDefinition Definition(
        PromotionKind kind, PromotionTerms terms, Stacking stacking = Stacking.Best, int priority = 0, PromotionGoods? goods = null, long[]? stores = null, long[]? levels = null,
        string? coupon = null, string? tender = null, int? limit = null, string name = "促销") =>
        new(name, kind, stacking, priority, stores, new DateTime(2026, 1, 1), null, null, null, null, goods, levels, null, coupon, tender, limit, terms);

    public static PromotionGoods Products(params long[] productIds) => new(null, null, productIds, null, null);

    public static Promotion Promotion(long id, PromotionDefinition definition) => new(id, definition, CategoryBranches.None);

    /// <summary>A line of one product; the product's id is the line's number unless it is said.</summary>
    public static BasketLine Line(int number, decimal price, decimal quantity = 1, long? product = null, long? category = null, string brand = "", string unit = "件", bool takesDiscount = true, bool weighed = false) =>
        new(number, product ?? number, category, brand, unit, Quantity.FromDecimal(quantity), Money.FromDecimal(price), takesDiscount) { Weighed = weighed };

    public static PromoteBasket Basket(params BasketLine[] lines) => new(1, Noon, lines, Standing.Passerby, [], []);

    public static PromotedBasket Promote(PromoteBasket basket, params Promotion[] promotions) => Promoter.Promote(new PromotionBook(promotions), basket);

    public static PromotedBasket Promote(PromoteBasket basket, params PromotionDefinition[] promotions) =>
        Promote(basket, [.. promotions.Select((definition, index) => Promotion(index + 1, definition))]);

    public static decimal Off(this PromotedBasket basket) => Money.Sum(basket.Discounts.Select(discount => discount.Amount)).ToDecimal();

    /// <summary>What comes off, as <c>line:amount</c>.</summary>
    public static string[] ByLine(this PromotedBasket basket) =>
        [.. basket.Discounts.GroupBy(discount => discount.LineNumber).OrderBy(line => line.Key).Select(line => $"{line.Key}:{Money.Sum(line.Select(discount => discount.Amount))}")];
}
