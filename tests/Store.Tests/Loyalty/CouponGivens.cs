using System.Text.Json;
using System.Text.Json.Nodes;
using Store.Tests.Checkout;
using Store.Tests.Marketing;

namespace Store.Tests.Loyalty;

/// <summary>Coupons for tests, over HTTP.</summary>
public static class CouponGivens
{
    /// <summary>A kind of coupon on a live promotion of the store, which takes a tenth off everything.</summary>
    public static async Task<GivenKind> GivenCoupon(this StoreApp store, long storeId, object? more = null, string kind = "Percent", object? terms = null, object? goods = null)
    {
        var word = StoreApp.NewCode("W");
        var promotion = With(MarketingGivens.Promotion([storeId], kind, terms ?? new { percentOff = 10 }, name: "券促销", goods), new { coupon = word });
        await store.GivenPromotion(storeId, promotion);
        var owner = store.Owner(storeId);
        var template = With(new { name = "九折券", word, fromDate = (string?)null, toDate = (string?)null, daysValid = (int?)null }, more ?? new { });
        return new GivenKind(owner, (await owner.Post("/api/loyalty/coupon-templates", template)).Ok().GetProperty("templateId").GetInt64(), word);
    }

    /// <summary>Sells goods with coupons for what the till showed.</summary>
    public static Task<StoreApp.Reply> SellWith(this Till till, object[] lines, string[] coupons, decimal total, long? memberId = null) =>
        till.Sell(lines, [Till.Paid("Card", total)], new { coupons, total, memberId });

    /// <summary>An object with properties of another put over its own.</summary>
    public static JsonObject With(object first, object more)
    {
        var body = JsonSerializer.SerializeToNode(first, ValueJson.Stored)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more, ValueJson.Stored)!.AsObject().ToList())
            body[name] = value?.DeepClone();
        return body;
    }
}

/// <summary>A kind of coupon in the hands of someone who may do everything.</summary>
public sealed record GivenKind(StoreApp.Client Owner, long TemplateId, string Word)
{
    public string Root => $"/api/loyalty/coupon-templates/{TemplateId}";

    public Task<StoreApp.Reply> Issue(params long[] memberIds) => Owner.Post($"{Root}/issue", new { runUuid = Guid.NewGuid(), memberIds });

    /// <summary>A code for whoever has it.</summary>
    public async Task<string> Code()
    {
        (await Owner.Post($"{Root}/codes", new { runUuid = Guid.NewGuid(), count = 1 })).Ok();
        return (await Coupons())[^1].GetProperty("code").GetString()!;
    }

    /// <summary>A member's own code.</summary>
    public async Task<string> CodeOf(long memberId)
    {
        (await Issue(memberId)).Ok();
        return (await Coupons())[^1].GetProperty("code").GetString()!;
    }

    public async Task<string> PublicCode(long? usesAtMost) =>
        (await Owner.Post($"{Root}/public-code", new { code = StoreApp.NewCode("春"), usesAtMost })).Ok().GetProperty("code").GetString()!;

    public async Task<List<JsonElement>> Coupons() => [.. (await Owner.Get($"{Root}/coupons?limit=500")).Ok().GetProperty("items").EnumerateArray()];

    public async Task<string> State(string code) => (await Coupons()).Single(coupon => coupon.GetProperty("code").GetString() == code).GetProperty("state").GetString()!;

    public async Task<JsonElement> Effect() => (await Owner.Get("/api/loyalty/coupon-effects?limit=500")).Ok().GetProperty("items").EnumerateArray().Single(item => item.GetProperty("templateId").GetInt64() == TemplateId);
}
