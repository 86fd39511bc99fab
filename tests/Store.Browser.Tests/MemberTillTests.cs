using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Members at the till: who they are, what they have, and paying with it.</summary>
[Collection(nameof(Tickets))]
public sealed class MemberTillTests(Shop shop)
{
    private const string Pin = "2580";

    [Fact]
    public async Task A_member_found_by_phone_pays_with_a_coupon_points_stored_value_and_cash()
    {
        await using var counter = await shop.Open();
        var memberId = await Member(counter, "13800000001", points: 150, value: 2m);
        await Coupon(counter, memberId);
        await counter.AtTheTill();
        await counter.Take(Counter.Water, Counter.BigWater);
        await Find(counter, "138 0000 0001");
        await Expect(counter.Page.GetByTestId("member-points")).ToHaveTextAsync("150");
        await counter.Page.Locator(".member-panel").GetByText("半价券").ClickAsync();
        await Expect(counter.Page.Locator(".member-panel")).ToContainTextAsync("已加入本单");
        await counter.Press("Escape");
        await Expect(counter.Total).ToContainTextAsync("3.00");

        await counter.Press("F8");
        await counter.Press("F5");
        await counter.Page.GetByLabel("金额").FillAsync("1");
        await Expect(counter.Page.GetByTestId("points-used")).ToContainTextAsync("100");
        await counter.Press("F8");
        await Expect(counter.Page.Locator(".pay-list")).ToContainTextAsync("积分");
        await counter.Press("F6");
        await counter.Page.GetByLabel("金额").FillAsync("1.50");
        await counter.Page.GetByLabel("会员支付密码").FillAsync("1111");
        await counter.Press("F8");
        await Expect(counter.Dialog).ToContainTextAsync("支付密码不对");
        await counter.Page.GetByLabel("会员支付密码").FillAsync(Pin);
        await counter.Press("F8");
        await Expect(counter.Page.Locator(".pay-list")).ToContainTextAsync("会员储值");
        await counter.Press("F1");
        await counter.Press("F8");

        await Expect(counter.Page.GetByTestId("change-given")).ToBeVisibleAsync();
        var paper = counter.Page.Locator("pre.paper");
        foreach (var line in new[] { "原有积分", "本次获得", "本次使用", "积分余额" })
            await Expect(paper).ToContainTextAsync(line);
        var tenders = Assert.Single(await counter.Sales()).GetProperty("tenders").EnumerateArray().Select(tender => (tender.Text("tender"), tender.Amount("amount"))).ToHashSet();
        Assert.Equal(new HashSet<(string?, decimal)> { ("Points", 1.00m), ("StoredValue", 1.50m), ("Cash", 0.50m) }, tenders);
        var value = await shop.Get($"/api/loyalty/members/{memberId.Text()}/value");
        Assert.Equal((0.50m, 0m), (value.Amount("principal"), value.Amount("held")));
        Assert.Equal(52, (await shop.Get($"/api/loyalty/members/{memberId.Text()}/points")).GetProperty("balance").GetInt64());
    }

    [Fact]
    public async Task What_is_held_for_a_payment_is_free_again_when_it_is_left()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var memberId = await Member(counter, "13800000002", points: 0, value: 2m);
        await counter.Take(Counter.BigWater);
        await Find(counter, "13800000002");
        await counter.Press("Escape");
        await counter.Press("F8");
        await counter.Press("F6");
        await counter.Page.GetByLabel("会员支付密码").FillAsync(Pin);
        await counter.Press("F8");
        await Expect(counter.Page.Locator(".pay-list")).ToContainTextAsync("会员储值");
        Assert.Equal(2m, await Held(memberId));

        await counter.Press("Escape");
        await Expect(counter.Dialog).ToHaveCountAsync(0);
        await Shop.Eventually(async () => await Held(memberId) == 0m);
        await counter.TakeExactCash();
        Assert.Equal(4.00m, (await counter.Sale()).Amount("total"));
    }

    [Fact]
    public async Task A_parked_basket_is_taken_up_for_the_file_that_goes_on()
    {
        await using var counter = await shop.Open();
        var (ends, goesOn) = (await Member(counter, "13800000031", points: 0, value: 0m), await Member(counter, "13800000032", points: 70, value: 0m));
        await counter.AtTheTill();
        await counter.Take(Counter.BigWater);
        await Find(counter, "13800000031");
        await counter.Press("Escape");
        await counter.Press("F11");
        await counter.Page.GetByPlaceholder("便于找到此单").FillAsync("稍后");
        await counter.Press("Enter");
        await counter.Ready();
        await shop.Post($"/api/members/members/{goesOn.Text()}/merge", new { otherId = ends, version = 1, otherVersion = 1 });

        await counter.Press("F11");
        await counter.Choice("取单").ClickAsync();
        await Expect(counter.Page.Locator(".till-member")).ToContainTextAsync("会员 13800000032");
        await Expect(counter.Page.Locator(".till-member")).ToContainTextAsync("70");
        await counter.TakeExactCash();
        Assert.Equal(74, (await shop.Get($"/api/loyalty/members/{goesOn.Text()}/points")).GetProperty("balance").GetInt64());
    }

    [Fact]
    public async Task Change_is_stored_for_the_member_and_stays_in_the_drawer()
    {
        await using var counter = await shop.Open();
        var memberId = await Member(counter, "13800000004", points: 0, value: 2m);
        await counter.AtTheTill();
        await counter.Take(Counter.BigWater);
        await Find(counter, "13800000004");
        await counter.Press("Escape");
        await counter.Press("F8");
        await counter.Page.GetByLabel("金额").FillAsync("10");
        await counter.Page.GetByText("零钱转存会员储值").ClickAsync();
        await counter.Page.GetByLabel("转存储值").FillAsync("5.50");
        await Expect(counter.Page.GetByTestId("change")).ToContainTextAsync("0.50");
        await counter.Press("F8");

        await Expect(counter.Page.GetByTestId("change-stored")).ToContainTextAsync("5.50");
        await Expect(counter.Page.GetByTestId("change-given")).ToContainTextAsync("0.50");
        await Expect(counter.Page.Locator("pre.paper")).ToContainTextAsync("零钱转存");
        Assert.Equal(7.50m, (await shop.Get($"/api/loyalty/members/{memberId.Text()}/value")).Amount("principal"));
        Assert.Equal(109.50m, (await counter.Shift()).Amount("expectedCash"));
    }

    [Fact]
    public async Task A_gift_card_is_sold_by_its_code_and_pays_what_it_holds()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var barcode = await ValueProduct("GiftCard", 5m);
        var code = (await shop.Post("/api/loyalty/gift-card-batches", new { name = "春节", cards = 1 })).GetProperty("codes")[0].GetString()!;
        await counter.Scan(barcode);
        await Expect(counter.Dialog).ToContainTextAsync("请扫描要售出或充值的礼品卡");
        await counter.Scan(code);
        await Expect(counter.Dialog).ToHaveCountAsync(0);
        await Expect(counter.Lines).ToContainTextAsync($"****{code[^4..]}");
        await counter.TakeExactCash();

        await counter.Take(Counter.Water, Counter.BigWater);
        await counter.Press("F8");
        await counter.Press("F7");
        await counter.Scan(code);
        await Expect(counter.Page.GetByTestId("balance-left")).ToContainTextAsync("0.00");
        await counter.Press("F8");
        await Expect(counter.Page.Locator(".pay-list")).ToContainTextAsync($"****{code[^4..]}");
        await counter.Page.Locator(".pay-rest").GetByText("现金").ClickAsync();

        await counter.NextCustomer();
        var tenders = (await counter.Sales())[0].GetProperty("tenders").EnumerateArray().Select(tender => (tender.Text("tender"), tender.Amount("amount"))).ToHashSet();
        Assert.Equal(new HashSet<(string?, decimal)> { ("GiftCard", 5.00m), ("Cash", 1.00m) }, tenders);
        Assert.Equal(0m, (await shop.Post("/api/loyalty/gift-cards/look-up", new { code })).Amount("balance"));
    }

    [Fact]
    public async Task Goods_that_come_back_give_points_stored_value_and_the_card_back_what_they_paid()
    {
        await using var counter = await shop.Open();
        var memberId = await Member(counter, "13800000005", points: 150, value: 2m);
        var code = await Card(1m);
        await counter.AtTheTill();
        await counter.Take(Counter.Water, Counter.BigWater);
        await Find(counter, "13800000005");
        await counter.Press("Escape");
        await counter.Press("F8");
        await counter.Press("F5");
        await counter.Page.GetByLabel("金额").FillAsync("1");
        await Expect(counter.Page.GetByTestId("points-used")).ToContainTextAsync("100");
        await counter.Press("F8");
        await Expect(counter.Page.Locator(".pay-list")).ToContainTextAsync("积分");
        await counter.Press("F6");
        await counter.Page.GetByLabel("金额").FillAsync("1.50");
        await counter.Page.GetByLabel("会员支付密码").FillAsync(Pin);
        await counter.Press("F8");
        await Expect(counter.Page.Locator(".pay-list")).ToContainTextAsync("会员储值");
        await counter.Press("F7");
        await counter.Scan(code);
        await Expect(counter.Page.GetByTestId("balance-left")).ToContainTextAsync("0.00");
        await counter.Press("F8");
        await Expect(counter.Page.Locator(".pay-list")).ToContainTextAsync("礼品卡");
        await counter.Press("F1");
        await counter.Press("F8");
        await counter.NextCustomer();
        Assert.Equal((0.50m, 0m), (await Principal(memberId), await OnCard(code)));

        await counter.Press("F6");
        await counter.Page.Locator("tr", new() { HasText = "1-000001" }).ClickAsync();
        await counter.Choice("退货").ClickAsync();
        await counter.Page.GetByLabel("退 农夫山泉饮用天然水 1.5L").CheckAsync();
        await counter.Page.GetByLabel("退 农夫山泉饮用天然水 550ml").CheckAsync();
        foreach (var (tender, amount) in new[] { ("积分", "1.00"), ("会员储值", "1.50"), ("礼品卡", "1.00"), ("现金", "2.50") })
            await Expect(counter.Dialog.GetByLabel(tender, new() { Exact = true })).ToHaveValueAsync(amount);
        await counter.Button("质量问题").ClickAsync();
        await counter.Choice("确认退货退款").ClickAsync();
        await Expect(counter.Page.GetByText("退货完成 · 2")).ToBeVisibleAsync();
        foreach (var line in new[] { "积分¥1.00", "会员储值¥1.50", "礼品卡¥1.00", "现金¥2.50" })
            await Expect(counter.Page.GetByTestId("refunded-by").Filter(new() { HasTextRegex = new Regex(Regex.Escape(line).Replace("¥", "\\s*¥", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1)) })).ToBeVisibleAsync();

        Assert.Equal((2m, 1m), (await Principal(memberId), await OnCard(code)));
        Assert.Equal(150, (await shop.Get($"/api/loyalty/members/{memberId.Text()}/points")).GetProperty("balance").GetInt64());
        Assert.Equal(100m, (await counter.Shift()).Amount("expectedCash"));
    }

    [Fact]
    public async Task The_code_of_a_card_is_not_kept_in_the_browser_and_a_sale_that_was_on_its_way_is_recorded_once()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var (sold, paying) = ((await shop.Post("/api/loyalty/gift-card-batches", new { name = "春节", cards = 1 })).GetProperty("codes")[0].GetString()!, await Card(4m));
        await counter.Scan(await ValueProduct("GiftCard", 5m));
        await Expect(counter.Dialog).ToContainTextAsync("请扫描要售出或充值的礼品卡");
        await counter.Scan(sold);
        await Expect(counter.Lines).ToContainTextAsync($"****{sold[^4..]}");
        await Expect(counter.Dialog).ToHaveCountAsync(0);
        await counter.Scan(Counter.BigWater);
        await Expect(counter.Lines).ToHaveCountAsync(2);
        await NothingIsKept();

        // The server records the sale; the till hears no answer, and its page is loaded again.
        await counter.Page.RouteAsync("**/sales", async route =>
        {
            if (route.Request.Method == "POST")
                await route.FetchAsync();
            await route.AbortAsync();
        });
        await PayWith(paying);
        await Expect(counter.Page.GetByText("没有收到服务器答复").First).ToBeVisibleAsync();
        await NothingIsKept();
        await counter.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await counter.Page.ReloadAsync();
        await counter.NextCustomer();
        Assert.Single(await counter.Sales());
        Assert.Equal((5m, 0m), (await OnCard(sold), await OnCard(paying)));

        async Task PayWith(string code)
        {
            await counter.Press("F8");
            await counter.Press("F7");
            await counter.Scan(code);
            await Expect(counter.Page.GetByTestId("balance-left")).ToContainTextAsync("0.00");
            await counter.Press("F8");
            await Expect(counter.Page.Locator(".pay-list")).ToContainTextAsync($"****{code[^4..]}");
            await counter.Page.Locator(".pay-rest").GetByText("现金").ClickAsync();
        }

        async Task NothingIsKept()
        {
            var kept = (await counter.Page.EvaluateAsync<string>("JSON.stringify({ ...localStorage, ...sessionStorage })")).Replace("-", "", StringComparison.Ordinal);
            Assert.Contains("store.basket", kept, StringComparison.Ordinal);
            Assert.All([sold, paying], code => Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), kept, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_sale_that_never_arrived_asks_for_its_card_again_after_the_page_was_loaded_anew()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var sold = (await shop.Post("/api/loyalty/gift-card-batches", new { name = "春节", cards = 1 })).GetProperty("codes")[0].GetString()!;
        await counter.Scan(await ValueProduct("GiftCard", 5m));
        await Expect(counter.Dialog).ToContainTextAsync("请扫描要售出或充值的礼品卡");
        await counter.Scan(sold);
        await Expect(counter.Lines).ToContainTextAsync($"****{sold[^4..]}");
        await counter.Page.RouteAsync("**/sales", route => route.AbortAsync());
        await counter.Press("F9");
        await Expect(counter.Page.GetByText("没有收到服务器答复").First).ToBeVisibleAsync();
        await counter.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await counter.Page.ReloadAsync();
        await Expect(counter.Page.GetByText("没有这张礼品卡，请重新读卡").First).ToBeVisibleAsync();
        Assert.Empty(await counter.Sales());

        await counter.Press("F9");
        await Expect(counter.Dialog).ToContainTextAsync("请扫描要售出或充值的礼品卡");
        await counter.Scan(sold);
        await Expect(counter.Dialog).ToHaveCountAsync(0);
        await counter.TakeExactCash();
        Assert.Single(await counter.Sales());
        Assert.Equal(5m, await OnCard(sold));
    }

    [Fact]
    public async Task A_top_up_asks_for_its_member_and_a_phone_that_is_nobodys_makes_one()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Scan(await ValueProduct("TopUp", 50m));
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await counter.Press("F9");
        await counter.Page.GetByLabel("手机号").FillAsync("13800000003");
        await counter.Press("Enter");
        await counter.Choice("用此手机号入会").ClickAsync();
        await Expect(counter.Page.Locator(".member-head")).ToBeVisibleAsync();
        await counter.Press("Escape");
        await counter.TakeExactCash();

        var sale = await counter.Sale();
        Assert.Equal(50m, (await shop.Get($"/api/loyalty/members/{sale.GetProperty("memberId").GetInt64().Text()}/value")).Amount("principal"));
    }

    [Fact]
    public async Task The_code_on_a_members_phone_puts_them_on_the_ticket_and_last_digits_let_the_cashier_choose()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var memberId = await Member(counter, "13800007777", points: 0, value: 0m);
        await Member(counter, "13900007777", points: 0, value: 0m);
        await counter.Scan(await CardOnPhone(counter, memberId));
        await Expect(counter.Page.Locator(".till-member")).ToContainTextAsync("会员 13800007777");

        await counter.Press("PageUp");
        await counter.Choice("取消会员").ClickAsync();
        await counter.Page.GetByLabel("手机号").FillAsync("7777");
        await counter.Press("Enter");
        var hits = counter.Page.Locator(".member-hits button");
        await Expect(hits).ToHaveCountAsync(2);
        await hits.Filter(new() { HasText = "139" }).ClickAsync();
        await Expect(counter.Page.Locator(".member-head")).ToContainTextAsync("会员 13900007777");
    }

    private static async Task Find(Counter counter, string text)
    {
        await counter.Press("PageUp");
        await counter.Page.GetByLabel("手机号").FillAsync(text);
        await counter.Press("Enter");
        await Expect(counter.Page.GetByTestId("member-value")).ToBeVisibleAsync();
    }

    private async Task<decimal> Held(long memberId) => (await shop.Get($"/api/loyalty/members/{memberId.Text()}/value")).Amount("held");

    private async Task<decimal> Principal(long memberId) => (await shop.Get($"/api/loyalty/members/{memberId.Text()}/value")).Amount("principal");

    private async Task<decimal> OnCard(string code) => (await shop.Post("/api/loyalty/gift-cards/look-up", new { code })).Amount("balance");

    /// <summary>A gift card that was sold elsewhere; its code.</summary>
    private async Task<string> Card(decimal amount)
    {
        var code = (await shop.Post("/api/loyalty/gift-card-batches", new { name = "礼品卡", cards = 1 })).GetProperty("codes")[0].GetString()!;
        await Sell(await ValueProduct("GiftCard", amount), amount, cardCode: code);
        return code;
    }

    private Task Sell(string barcode, decimal amount, long? memberId = null, string? cardCode = null) => shop.SellValue(barcode, amount, memberId, cardCode);

    private Task<long> Member(Counter counter, string phone, int points, decimal value) => shop.GivenMember(counter, phone, points, value, Pin);

    private Task<string> ValueProduct(string kind, decimal price) => shop.GivenValueProduct(kind, price);

    private async Task Coupon(Counter counter, long memberId)
    {
        var word = $"half-{counter.StoreId.Text()}";
        await shop.HalfPrice(counter.StoreId, word);
        var templateId = (await shop.Post("/api/loyalty/coupon-templates", new { name = "半价券", word, daysValid = 30 })).GetProperty("templateId").GetInt64();
        await shop.Post($"/api/loyalty/coupon-templates/{templateId.Text()}/issue", new { runUuid = Guid.NewGuid(), memberIds = new[] { memberId } });
    }

    private async Task<string> CardOnPhone(Counter counter, long memberId)
    {
        var invitation = await shop.Post($"/api/members/members/{memberId.Text()}/page-invitations", new { });
        var token = (await shop.Post("/api/members/page/sign-in", new { key = invitation.Text("path")!["/m/".Length..], code = invitation.Text("code") })).Text("token")!;
        var card = await counter.Page.APIRequest.GetAsync("/api/members/page/card", new APIRequestContextOptions { Headers = new Dictionary<string, string> { ["Member-Session"] = token } });
        return (await card.JsonAsync())!.Value.Text("code")!;
    }
}

internal static class Ids
{
    public static string Text(this long id) => id.ToString(CultureInfo.InvariantCulture);
}
