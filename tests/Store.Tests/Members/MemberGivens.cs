using System.Text.Json;
using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Members;

/// <summary>Members who buy, for tests.</summary>
public static class MemberGivens
{
    /// <summary>A new member's id.</summary>
    public static async Task<long> GivenMember(this StoreApp store, object? more = null) =>
        (await store.Owner(0).Post("/api/members/members", more ?? new { name = "会员" })).Ok().GetProperty("memberId").GetInt64();

    /// <summary>Sells so many pieces to a member for cash, and gives the sale's id.</summary>
    public static async Task<long> SellTo(this Till till, long memberId, GivenProduct product, decimal quantity, decimal price) =>
        (await till.Sell([Till.Line(product, quantity, price)], [Till.Cash(quantity * price)], new { memberId })).Ok().GetProperty("saleId").GetInt64();

    /// <summary>What is known of a member's purchases.</summary>
    public static async Task<JsonElement> Purchases(this StoreApp store, long memberId) => (await store.SignedIn(0, "members.view").Get($"/api/members/members/{memberId}/purchases")).Ok();

    /// <summary>A level's id; earned by what the terms say, or given by hand.</summary>
    public static async Task<long> GivenLevel(this StoreApp store, int rank, object? terms = null) =>
        (await store.Owner(0).Post("/api/members/levels", new { name = StoreApp.NewCode("级"), rank, terms })).Ok().GetProperty("levelId").GetInt64();

    /// <summary>A price of one product for members of a level, in a list of its own.</summary>
    public static async Task GivenMemberPrice(this StoreApp store, Till till, GivenProduct product, long levelId, decimal price)
    {
        var owner = store.Owner(till.StoreId, 0);
        var listId = (await owner.Post("/api/catalog/price-lists", new { name = StoreApp.NewCode("价表"), kind = "Member", priority = 0, storeIds = new[] { till.StoreId }, levelIds = new[] { levelId } }))
            .Ok().GetProperty("listId").GetInt64();
        (await owner.Put($"/api/catalog/price-lists/{listId}/prices", new { lines = new[] { new { product.ProductId, price } }, reason = "测试" })).Ok();
    }

    /// <summary>The member's level now, and the version of the file.</summary>
    public static async Task<(long? LevelId, int Version)> LevelOf(this StoreApp store, long memberId)
    {
        var member = (await store.SignedIn(0, "members.view").Get($"/api/members/members/{memberId}")).Ok();
        return (member.GetProperty("levelId").ValueKind == JsonValueKind.Null ? null : member.GetProperty("levelId").GetInt64(), member.GetProperty("version").GetInt32());
    }
}
