using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Store.Host.Verbs;
using Store.Tests.Catalog;
using Store.Tests.Checkout;
using Store.Tests.Loyalty;

namespace Store.Tests.Members;

/// <summary>What members see on their phones of their own points, value, coupons, receipts and words, and that it is theirs alone.</summary>
public sealed class OwnPageTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Points_are_told_with_what_was_there_before_and_after_and_when_they_expire()
    {
        var (till, product, memberId, phone) = await Buyer();
        var first = await till.SellTo(memberId, product, 2, 10m);
        await till.SellTo(memberId, product, 3, 10m);

        var points = (await phone.Get("/api/loyalty/page/points")).Ok();
        Assert.Equal((50, 50), (points.GetProperty("balance").GetInt64(), points.GetProperty("available").GetInt64()));
        Assert.Equal(50, points.GetProperty("expiries").EnumerateArray().Sum(one => one.GetProperty("points").GetInt64()));

        var page = (await phone.Get("/api/loyalty/page/points/entries?limit=1")).Ok();
        var latest = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal((20, 50, 30), (Number(latest, "balanceBefore"), Number(latest, "balanceAfter"), Number(latest, "points")));
        Assert.NotEqual(JsonValueKind.Null, latest.GetProperty("expiresAt").ValueKind);
        var older = Assert.Single((await phone.Get($"/api/loyalty/page/points/entries?limit=1&after={page.GetProperty("next").GetString()}")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal((first, till.StoreId, "Earned"), (Number(older, "saleId"), Number(older, "storeId"), older.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Stored_value_is_told_entry_by_entry_with_what_was_left()
    {
        var (till, product, memberId, phone) = await Buyer();
        await store.TopUp(till.StoreId, memberId, 100m);
        (await till.Sell([Till.Line(product, 3m, 10m)], [Till.Paid("StoredValue", 30m)], new { memberId })).Ok();

        var value = (await phone.Get("/api/loyalty/page/value")).Ok();
        Assert.Equal(70m, value.Amount("principal"));
        var entries = (await phone.Get("/api/loyalty/page/value/entries")).Ok().GetProperty("items").EnumerateArray().Select(entry => (entry.Amount("amount"), entry.Amount("balanceAfter")));
        Assert.Equal([(-30m, 70m), (100m, 100m)], entries);
    }

    [Fact]
    public async Task Coupons_stand_on_the_shelf_where_they_belong()
    {
        var (till, product, memberId, phone) = await Buyer();
        var kind = await store.GivenCoupon(till.StoreId);
        var over = await store.GivenCoupon(till.StoreId);
        var (used, good, withdrawn) = (await kind.CodeOf(memberId), await kind.CodeOf(memberId), await over.CodeOf(memberId));
        (await till.SellWith([Till.Line(product, 1m, 10m)], [used], 9m, memberId)).Ok();
        (await over.Owner.Post($"{over.Root}/withdraw", new { reason = "测试" })).Ok();

        Assert.Equal(["Usable " + good, "Used " + used, "Over " + withdrawn], await Shelves(phone));
    }

    [Fact]
    public async Task A_receipt_is_read_as_it_was_printed_and_by_its_buyer_alone()
    {
        var (till, product, memberId, phone) = await Buyer();
        var saleId = await till.SellTo(memberId, product, 2, 10m);
        await till.Sell(product, 1m, 10m, cash: 10m);

        var receipt = Assert.Single((await phone.Get("/api/checkout/page/receipts")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal((saleId, 20m, "Sale"), (Number(receipt, "saleId"), receipt.Amount("total"), receipt.GetProperty("kind").GetString()));
        var paper = await phone.Get($"/api/checkout/page/receipts/{saleId}/receipt.txt?language=en");
        Assert.Contains("Points now", paper.Text, StringComparison.Ordinal);
        Assert.Contains("20.00", paper.Text, StringComparison.Ordinal);

        var other = await store.GivenPhone((await store.GivenNumberedMember()).MemberId);
        Assert.Equal((404, "sale.not_found"), Told(await other.Get($"/api/checkout/page/receipts/{saleId}/receipt.txt")));
        Assert.Equal(401, (await store.Anonymous().Get($"/api/checkout/page/receipts/{saleId}/receipt.txt")).Status);
    }

    [Fact]
    public async Task Feedback_is_given_once_and_its_answer_is_seen_when_it_is_one()
    {
        var (till, _, _, phone) = await Buyer();
        var said = new { storeId = till.StoreId, kind = "Complaint", score = 2, text = " 排队太久 " };
        var feedbackId = (await phone.Post("/api/members/page/feedback", said)).Ok().GetProperty("feedbackId").GetInt64();
        Assert.Equal(feedbackId, (await phone.Post("/api/members/page/feedback", said)).Ok().GetProperty("feedbackId").GetInt64());
        var staff = store.SignedIn(till.StoreId, "members.manage", "members.view");

        (await staff.Put($"/api/members/feedback/{feedbackId}", new { state = "InHand", answer = "店长去查", version = 1 })).Ok();
        Assert.Equal(("排队太久", "InHand", ""), await Word(phone));
        (await staff.Put($"/api/members/feedback/{feedbackId}", new { state = "Answered", answer = "已加开收银台", version = 2 })).Ok();
        Assert.Equal(("排队太久", "Answered", "已加开收银台"), await Word(phone));
    }

    [Theory]
    [InlineData("Complaint", null, " ", 400)]
    [InlineData("Complaint", 6, "太多星", 400)]
    [InlineData("Poem", 5, "诗", 400)]
    [InlineData("Praise", 5, "", 200)]
    public async Task Feedback_has_a_score_or_words(string kind, int? score, string text, int status)
    {
        var (till, _, _, phone) = await Buyer();

        Assert.Equal(status, (await phone.Post("/api/members/page/feedback", new { storeId = till.StoreId, kind, score, text })).Status);
        Assert.Equal(404, (await phone.Post("/api/members/page/feedback", new { storeId = 1, kind = "Praise", score = 5, text })).Status);
    }

    [Fact]
    public async Task Ten_words_a_day_are_enough()
    {
        var (till, _, _, phone) = await Buyer();
        for (var i = 0; i < 10; i++)
            (await phone.Post("/api/members/page/feedback", new { storeId = till.StoreId, kind = "Suggestion", text = $"第 {i} 条" })).Ok();

        Assert.Equal((422, "feedback.enough"), Told(await phone.Post("/api/members/page/feedback", new { storeId = till.StoreId, kind = "Suggestion", text = "还有" })));
    }

    [Fact]
    public async Task The_till_takes_what_it_scans_from_the_phone_for_a_member()
    {
        var (till, _, memberId, phone) = await Buyer();
        var code = (await phone.Get("/api/members/page/card")).Ok().GetProperty("code").GetString()!;

        var scanned = await till.Owner.Get($"/api/catalog/stores/{till.StoreId}/lookup?code={code}");

        Assert.Equal(("code.other_kind", "Member"), (scanned.Code, scanned.Json.GetProperty("kind").GetString()));
        var found = await till.Owner.Post("/api/members/members/lookup", new { code = scanned.Json.GetProperty("ownCode").GetString() });
        Assert.Equal(memberId, found.Ok().GetProperty("memberId").GetInt64());
    }

    /// <summary>Every GET of the page that the OpenAPI document knows, asked by another member's phone with the first one's ids.</summary>
    [Fact]
    public async Task Nothing_of_a_member_is_shown_on_another_members_phone()
    {
        var (till, product, memberId, phone) = await Buyer();
        var saleId = await till.SellTo(memberId, product, 7, 10m);
        await store.TopUp(till.StoreId, memberId, 6543m);
        var pass = await store.GivenValueProduct("Pass", uses: 5);
        await store.Settle(till.StoreId, memberId, [LoyaltyGivens.Sold(pass, 321m)], LoyaltyGivens.Paid("Cash", 321m));
        var passId = (await phone.Get("/api/loyalty/page/value")).Ok().GetProperty("passes")[0].GetProperty("passId").GetInt64();
        var coupon = await (await store.GivenCoupon(till.StoreId)).CodeOf(memberId);
        var feedbackId = (await phone.Post("/api/members/page/feedback", new { storeId = till.StoreId, kind = "Praise", score = 5, text = "只给我看" })).Ok().GetProperty("feedbackId").GetInt64();
        (await phone.Post($"/api/members/page/feedback/{feedbackId}/messages", new { messageUuid = Guid.NewGuid(), text = "也只给我看" })).Ok();
        var card = (await phone.Get("/api/members/page/card")).Ok().GetProperty("number").GetString()!;
        var own = new[] { saleId.ToString(CultureInfo.InvariantCulture), "6543", passId.ToString(CultureInfo.InvariantCulture), coupon, "只给我看", card, "也只给我看" };
        var stranger = await store.GivenPhone((await store.GivenNumberedMember()).MemberId);
        var (seen, leaks) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());

        foreach (var path in (await Pages()).Select(path => path.Replace("{saleId}", own[0], StringComparison.Ordinal).Replace("{passId}", own[2], StringComparison.Ordinal)
            .Replace("{feedbackId}", feedbackId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)))
        {
            seen.UnionWith(own.Where((await phone.Get(path)).Text.Contains));
            var reply = await stranger.Get(path);
            if (reply.Status is not (200 or 404) || (reply.Status == 200 && own.Any(reply.Text.Contains)))
                leaks.Add($"{path} answered {reply.Status}: {reply.Text}");
            Assert.Equal(401, (await store.Anonymous().Get(path)).Status);
        }

        Assert.Empty(leaks);
        Assert.Equal(own.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_page_names_the_stores_page_by_page()
    {
        var (till, _, _, phone) = await Buyer();
        await store.GivenStore();
        var (after, found) = ("0", new List<long>());

        while (after is not null)
        {
            var page = (await phone.Get($"/api/chain/page/stores?limit=1&after={after}")).Ok();
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(item => Number(item, "storeId")));
            after = page.GetProperty("next").GetString();
        }

        Assert.Contains(till.StoreId, found);
        Assert.Equal(found.Distinct().Order(), found);
    }

    private static async Task<IReadOnlyList<string>> Pages() => [.. JsonNode.Parse(await OpenApiDocument.Text(CancellationToken.None))!["paths"]!.AsObject()
        .Where(path => path.Key.Contains("/page/", StringComparison.Ordinal) && path.Value!["get"] is not null).Select(path => path.Key)];

    private static async Task<IReadOnlyList<string>> Shelves(StoreApp.Client phone)
    {
        var shelves = new List<string>();
        foreach (var shelf in new[] { "Usable", "Used", "Over" })
        {
            shelves.AddRange((await phone.Get($"/api/loyalty/page/coupons?shelf={shelf}")).Ok().GetProperty("items").EnumerateArray()
                .Select(coupon => $"{shelf} {coupon.GetProperty("code").GetString()}"));
        }

        return shelves;
    }

    private static async Task<(string?, string?, string?)> Word(StoreApp.Client phone)
    {
        var word = Assert.Single((await phone.Get("/api/members/page/feedback")).Ok().GetProperty("items").EnumerateArray());
        return (word.GetProperty("body").GetString(), word.GetProperty("state").GetString(), word.GetProperty("answer").GetString());
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);

    /// <summary>A till, goods, and a member with their phone.</summary>
    private async Task<(Till Till, GivenProduct Product, long MemberId, StoreApp.Client Phone)> Buyer()
    {
        await store.GivenProgram();
        var till = await store.GivenTill();
        var (memberId, _) = await store.GivenNumberedMember();
        return (till, await till.Product(10m), memberId, await store.GivenPhone(memberId));
    }
}
