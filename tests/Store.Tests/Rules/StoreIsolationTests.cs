using System.Globalization;
using System.Text.Json.Nodes;
using Store.Contracts.Access;
using Store.Host.Verbs;
using Store.Tests.Checkout;
using Store.Tests.Marketing;

namespace Store.Tests.Rules;

/// <summary>
/// Every GET of the OpenAPI document is asked by someone who may do everything, in another store: about the store with its own ids it is refused, and no list shows
/// anything of it.
/// </summary>
public sealed class StoreIsolationTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const decimal OwnPrice = 7654.32m;

    /// <summary>What belongs to the whole chain, with the store that it came from.</summary>
    private static readonly HashSet<string> OfTheChain = new(StringComparer.Ordinal)
    {
        "/api/catalog/barcodes/free", "/api/loyalty/members/{memberId}/coupons", "/api/members/members", "/api/members/members/{memberId}", "/api/members/members/{memberId}/accounts", "/api/members/members/{memberId}/consents",
        "/api/members/members/export", "/api/members/segments", "/api/members/segments/{segmentId}", "/api/members/segments/{segmentId}/export", "/api/members/segments/{segmentId}/members",
    };

    [Fact]
    public async Task Nothing_of_a_store_is_shown_to_another_stores_people()
    {
        var place = await Place();
        var stranger = store.Owner(await store.GivenStore());
        var leaks = new List<string>();
        var asked = 0;
        foreach (var (path, query) in await Gets())
        {
            // Once as it is, and once asking for the other store where that can be asked for.
            var ways = query.Contains("storeId", StringComparer.Ordinal) ? new[] { "?storeId=" + place["storeId"], "" } : [""];
            foreach (var way in ways)
            {
                var reply = await stranger.Get(Fill(path, place) + (way.Length == 0 ? Required(path) : way));
                asked++;
                if (Leak(path, reply, place) is { } leak)
                    leaks.Add($"GET {path}{way}: {leak}");
            }
        }

        Assert.True(asked > 30, $"Only {asked} were asked.");
        Assert.Empty(leaks);
    }

    [Fact]
    public async Task The_test_would_see_it()
    {
        var place = await Place();
        var insider = store.Owner(long.Parse(place["storeId"], CultureInfo.InvariantCulture));

        var seen = 0;
        foreach (var (path, _) in await Gets())
            seen += Leak(path, await insider.Get(Fill(path, place) + Required(path)), place) is null ? 0 : 1;

        Assert.True(seen > 15, $"Only {seen} of the store's own answers show that they are its own.");
    }

    /// <summary>What an answer tells of the place; null when nothing.</summary>
    private static string? Leak(string path, StoreApp.Reply reply, Dictionary<string, string> place)
    {
        if (path.Contains("{storeId}", StringComparison.Ordinal))
            return reply.Status is 403 or 404 ? null : $"answered {reply.Status}";
        if (reply.Status is 403 or 404 || OfTheChain.Contains(path))
            return null;

        // The members' page knows members alone; staff are strangers there.
        if (path.Contains("/page/", StringComparison.Ordinal))
            return reply.Status == 401 ? null : $"answered {reply.Status}";
        if (reply.Status != 200)
            return $"answered {reply.Status}: {reply.Text}";
        return place.Where(known => known.Key is not ("cashierId" or "productId" or "memberId" or "importId" or "attemptId" or "batchId" or "passId" or "styleId" or "pictureId" or "number" or "templateId") && reply.Text.Contains(known.Value, StringComparison.Ordinal)).Select(known => $"shows the {known.Key}").FirstOrDefault();
    }

    private static string Fill(string path, Dictionary<string, string> place)
    {
        foreach (var (name, value) in place)
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return path.Contains('{', StringComparison.Ordinal) ? throw new InvalidOperationException($"Say in {nameof(Place)} what to put into {path}.") : path;
    }

    private static string Required(string path) => path.EndsWith("/lookup", StringComparison.Ordinal) ? "?code=1" : path.EndsWith("/receipt-numbers", StringComparison.Ordinal) ? "?date=2026-11-22" : path.EndsWith("/by-digits", StringComparison.Ordinal) ? "?digits=9999" : "";

    private static async Task<IReadOnlyList<(string Path, IReadOnlyList<string> Query)>> Gets()
    {
        var document = JsonNode.Parse(await OpenApiDocument.Text(CancellationToken.None))!;
        return [.. document["paths"]!.AsObject().Where(path => path.Value!["get"] is not null).Select(path => (path.Key, (IReadOnlyList<string>)[.. path.Value!["get"]!["parameters"]?.AsArray()
            .Where(parameter => (string?)parameter!["in"] == "query").Select(parameter => (string)parameter!["name"]!) ?? []]))];
    }

    /// <summary>A store in which there is something of everything, and its ids by the names that paths use.</summary>
    private async Task<Dictionary<string, string>> Place()
    {
        var till = await store.GivenTill();
        var product = await till.Product(OwnPrice);
        var sale = (await till.Sell(product, 2m, OwnPrice, cash: 2 * OwnPrice)).Ok().GetProperty("saleId").GetInt64();
        (await till.Owner.Post($"/api/inventory/stores/{till.StoreId}/receipts", new { documentUuid = Guid.NewGuid(), lines = new[] { new { productId = product.ProductId, quantity = 5, cost = 10 } } })).Ok();
        var key = (await till.Owner.Post("/api/access/api-keys", new { name = StoreApp.NewCode("key "), storeIds = new[] { till.StoreId }, scopes = new[] { "catalog.view" }, expiresAt = (DateTime?)null })).Ok();
        var member = (await till.Owner.Post("/api/members/members", new { number = (string?)null, name = "会员" })).Ok();
        var parked = (await till.Owner.Post($"{till.Root}/parked-sales", new
        {
            parkUuid = Guid.NewGuid(), registerId = till.RegisterId, total = OwnPrice, basket = new
            {
                format = 1, lines = new[] { new { productId = product.ProductId, productCode = "P", productName = "P", unit = "P", quantity = 1, unitPrice = OwnPrice, amount = OwnPrice } },
            },
        })).Ok();
        var order = (await till.Owner.Post($"{till.Root}/orders", new
        {
            orderUuid = Guid.NewGuid(), kind = "Special", customerName = "顾客", lines = new[] { new { productId = product.ProductId, quantity = 1, unitPrice = OwnPrice } },
        })).Ok();
        var feedback = (await till.Owner.Post($"/api/members/stores/{till.StoreId}/feedback", new { kind = "Question", text = "几点关门" })).Ok();
        var promotion = await store.GivenPromotion(till.StoreId, MarketingGivens.Promotion([till.StoreId], "Percent", new { percentOff = 10 }));
        var closed = (await till.CloseShift(0m)).Ok();
        var approval = (await till.Owner.Post($"/api/access/stores/{till.StoreId}/approvals", new { limit = Limits.DiscountPercent, value = 99, subject = "sale 1", reason = "老顾客" })).Ok();
        var list = (await till.Owner.Post("/api/catalog/price-lists", new { name = StoreApp.NewCode("list "), kind = "List", priority = 0, storeIds = new[] { till.StoreId } })).Ok();
        var change = (await till.Owner.Post("/api/catalog/price-changes", new
        {
            reason = "调价", listId = 0, storeIds = new[] { till.StoreId }, lines = new[] { new { product.ProductId, price = OwnPrice } },
        })).Ok();
        var style = (await store.Owner(0).Post("/api/catalog/styles", new { code = StoreApp.NewCode("S"), name = "款", attributes = new[] { new { name = "色", values = new[] { new { name = "红" } } } } }))
            .Ok().GetProperty("styleId").GetInt64();
        var segment = (await store.Owner(0).Post("/api/members/segments", new { name = StoreApp.NewCode("segment "), conditions = new { } })).Ok();
        await store.DispatchEvents();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["storeId"] = Text(till.StoreId), ["registerId"] = Text(till.RegisterId), ["shiftId"] = Text(till.ShiftId), ["saleId"] = Text(sale), ["productId"] = Text(product.ProductId),
            ["apiKeyId"] = Text(key.GetProperty("apiKeyId").GetInt64()), ["price"] = Text(OwnPrice), ["promotionId"] = Text(promotion),
            ["feedbackId"] = Text(feedback.GetProperty("feedbackId").GetInt64()),
            ["orderId"] = Text(order.GetProperty("orderId").GetInt64()),
            ["parkedSaleId"] = Text(parked.GetProperty("parkedSaleId").GetInt64()),
            ["zReportId"] = Text(closed.GetProperty("zReportId").GetInt64()),
            ["approvalId"] = Text(approval.GetProperty("approvalId").GetInt64()),
            ["listId"] = Text(list.GetProperty("listId").GetInt64()), ["changeId"] = Text(change.GetProperty("changeId").GetInt64()),

            // Members belong to the chain.
            ["styleId"] = Text(style), ["pictureId"] = "1",
            ["memberId"] = Text(member.GetProperty("memberId").GetInt64()),
            ["segmentId"] = Text(segment.GetProperty("segmentId").GetInt64()),
            ["importId"] = "1", ["cashierId"] = "1", ["attemptId"] = "1", ["templateId"] = "1", ["batchId"] = "1", ["passId"] = "1",
            ["deviceId"] = "no-such-device", ["jobId"] = Guid.NewGuid().ToString(), ["number"] = "0",
        };
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
