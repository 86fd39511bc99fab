using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Marketing;
using Store.Contracts.Members;

namespace Store.Tests.Marketing;

/// <summary>Promotions for tests, over HTTP.</summary>
public static class MarketingGivens
{
    private static readonly DateTime Long = new(2026, 1, 1);

    /// <summary>A promotion as it is sent; for the stores alone.</summary>
    public static object Promotion(long[] storeIds, string kind, object terms, string name = "促销", object? goods = null, string stacking = "Best", int priority = 0, string? from = null, string? to = null) => new
    {
        name, kind, stacking, priority, storeIds, from = from ?? "2026-01-01T00:00:00", to, fromMinute = (int?)null, toMinute = (int?)null, weekdays = Array.Empty<string>(),
        goods, levelIds = Array.Empty<long>(), groupIds = Array.Empty<long>(), coupon = (string?)null, tender = (string?)null, limit = (int?)null, terms,
    };

    /// <summary>A live promotion in the store.</summary>
    public static async Task<long> GivenPromotion(this StoreApp store, long storeId, object promotion)
    {
        var owner = store.Owner(storeId);
        var promotionId = (await owner.Post("/api/marketing/promotions", promotion)).Ok().GetProperty("promotionId").GetInt64();
        (await owner.Move(promotionId, "Active", 1)).Ok();
        return promotionId;
    }

    public static Task<StoreApp.Reply> Move(this StoreApp.Client client, long promotionId, string state, int version) =>
        client.Put($"/api/marketing/promotions/{promotionId}/state", new { state, version });

    /// <summary>What the till is told for one piece of a product.</summary>
    public static async Task<decimal> Off(this StoreApp store, long storeId, long productId = 1, decimal price = 100m, long? categoryId = null, DateTime? at = null, Standing? customer = null) =>
        Money.Sum((await store.InScope(services => services.GetRequiredService<IMediator>().Send(new PromoteBasket(
            storeId, at ?? Long.AddDays(300), [new BasketLine(1, productId, categoryId, "", "件", Quantity.One, Money.FromDecimal(price), TakesDiscount: true)], customer ?? Standing.Passerby, [], [])))).Discounts
            .Select(discount => discount.Amount)).ToDecimal();
}
