using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Store.Tests.Devices;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>A member's own page on their phone: how it is opened, and what they see and say there.</summary>
[Collection(nameof(Days))]
public sealed class MemberPageTests(Shop shop)
{
    [Fact]
    public async Task A_member_sees_their_card_points_coupons_and_receipts()
    {
        await using var counter = await shop.Open();
        var member = await shop.Post("/api/members/members", new { name = "何女士" });
        var memberId = member.GetProperty("memberId").GetInt64();
        await GivenPoints();
        await Sell(counter, memberId, pieces: 3, price: 4.00m);
        var coupon = await GivenCoupon(counter.StoreId, memberId);
        var phone = await Opened(memberId);

        await Expect(phone.GetByText("何女士")).ToBeVisibleAsync();
        var code = await phone.GetByTestId("card-code").GetAttributeAsync("data-code");
        Assert.Equal(memberId, (await shop.Post("/api/members/members/lookup", new { code })).GetProperty("memberId").GetInt64());

        await Tab(phone, "积分储值");
        await Expect(phone.Locator(".row-card", new() { HasText = "消费获得" })).ToContainTextAsync("0 → 12");
        await Tab(phone, "优惠券");
        await phone.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^会员券", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Dialog)).ToContainTextAsync(coupon);
        await phone.Keyboard.PressAsync("Escape");

        await Tab(phone, "小票");
        await phone.Locator("button.row-card", new() { HasText = "¥12.00" }).ClickAsync();
        await Expect(phone.Locator(".paper")).ToContainTextAsync("农夫山泉");
        await phone.Context.DisposeAsync();
    }

    [Fact]
    public async Task The_picture_on_the_card_is_read_at_the_till_and_is_another_after_its_minute()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var memberId = (await shop.Post("/api/members/members", new { name = "冯女士" })).GetProperty("memberId").GetInt64();
        var phone = await Opened(memberId, stopClock: true);
        var first = await Picture(phone);
        await counter.Scan(first);
        await Expect(counter.Page.Locator(".till-member")).ToContainTextAsync("冯女士");

        // The code of the next minute is the server's to say; the page asks for it when the first is over, and not before.
        var next = $"MQ-{memberId.ToString(CultureInfo.InvariantCulture)}-NEXTMINUTE";
        var asked = 0;
        await phone.RouteAsync("**/api/members/page/card", async route =>
        {
            Interlocked.Increment(ref asked);
            var answer = await route.FetchAsync();
            var card = JsonNode.Parse(await answer.TextAsync())!;
            card["code"] = next;
            card["secondsLeft"] = 60;
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = card.ToJsonString() });
        });
        await phone.Clock.RunForAsync(61_000);
        await Expect(phone.GetByTestId("card-code")).ToHaveAttributeAsync("data-code", next);
        Assert.Equal(next, await Picture(phone));
        Assert.InRange(asked, 1, 2);
        await phone.Context.DisposeAsync();
    }

    [Fact]
    public async Task The_code_on_the_card_is_asked_for_anew_before_it_is_over()
    {
        var member = await shop.Post("/api/members/members", new { name = "周先生" });
        var phone = await Opened(member.GetProperty("memberId").GetInt64());
        var asked = 0;
        await phone.RouteAsync("**/api/members/page/card", async route =>
        {
            // The clock is the server's: told that the code is over in a second, the page asks again, and shows what it is told then.
            var answer = await route.FetchAsync();
            var card = JsonNode.Parse(await answer.TextAsync())!;
            card["secondsLeft"] = 1;
            card["code"] = $"MQ-{Interlocked.Increment(ref asked).ToString(CultureInfo.InvariantCulture)}";
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = card.ToJsonString() });
        });
        await phone.ReloadAsync();

        await Expect(phone.GetByTestId("card-code")).ToHaveAttributeAsync("data-code", "MQ-3");
        await phone.Context.DisposeAsync();
    }

    [Fact]
    public async Task What_is_asked_on_the_phone_is_answered_by_itself_and_by_staff_and_goes_on_without_loading_anew()
    {
        await using var counter = await shop.Open();
        var storeName = (await shop.Get("/api/chain/stores")).GetProperty("stores").EnumerateArray().First(store => store.GetProperty("storeId").GetInt64() == counter.StoreId).Text("name")!;
        await shop.Post("/api/members/quick-replies", new { title = "榴莲退换", body = "榴莲三天内可换", keywords = new[] { "榴莲" }, answersBySelf = true });
        var phone = await Opened((await shop.Post("/api/members/members", new { name = "吴女士" })).GetProperty("memberId").GetInt64());
        await Tab(phone, "我的");
        await phone.GetByText("意见反馈").ClickAsync();
        await phone.GetByText("提交").ClickAsync();
        await Expect(phone.GetByText("请评分或写几句话")).ToBeVisibleAsync();

        await phone.GetByLabel("门店").FillAsync(storeName);
        await phone.Keyboard.PressAsync("Enter");
        await phone.Locator(".ant-rate").First.GetByRole(AriaRole.Radio).Nth(3).ClickAsync();
        await phone.GetByLabel("想告诉我们什么").FillAsync("榴莲不甜怎么办");
        await phone.GetByText("提交").ClickAsync();
        var asked = phone.Locator(".row-card", new() { HasText = "榴莲不甜怎么办" });
        await asked.GetByText("会话").ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Log)).ToContainTextAsync("榴莲三天内可换");
        await Expect(phone.GetByRole(AriaRole.Log)).ToContainTextAsync("自动回复");

        await counter.AtTheRegister();
        await counter.Page.GotoAsync("/feedback");
        await Expect(counter.Page.Locator(".ant-menu-item-selected").GetByTitle("1 条未读")).ToBeVisibleAsync();
        await counter.Page.Locator(".ant-table-row", new() { HasText = "榴莲不甜怎么办" }).ClickAsync();
        await Expect(counter.Dialog).ToContainTextAsync("待处理");
        await counter.Dialog.GetByText("榴莲退换").ClickAsync();
        await Expect(counter.Dialog.GetByLabel("写回复")).ToHaveValueAsync("榴莲三天内可换");
        await counter.Dialog.GetByLabel("写回复").FillAsync("给您换一个");
        await counter.Dialog.GetByText("发送").ClickAsync();
        await Expect(counter.Dialog).ToContainTextAsync("已答复");
        await Expect(counter.Page.Locator(".ant-menu-item-selected").GetByTitle("条未读")).ToHaveCountAsync(0);

        await Expect(phone.GetByRole(AriaRole.Log)).ToContainTextAsync("给您换一个");
        await phone.GetByLabel("写消息").FillAsync("太好了，谢谢");
        await phone.GetByText("发送").ClickAsync();
        await Expect(counter.Dialog.GetByRole(AriaRole.Log)).ToContainTextAsync("太好了，谢谢");
        await Expect(counter.Dialog).ToContainTextAsync("待处理");
        await phone.Context.DisposeAsync();
    }

    [Fact]
    public async Task The_page_speaks_the_members_language_and_keeps_it()
    {
        var memberId = (await shop.Post("/api/members/members", new { name = "Ms Lee" })).GetProperty("memberId").GetInt64();
        await shop.Put($"/api/members/members/{memberId.ToString(CultureInfo.InvariantCulture)}", new { name = "Ms Lee", profile = new { language = "zh-Hant" }, version = 1 });
        var phone = await Opened(memberId);
        await Expect(phone.GetByRole(AriaRole.Tab, new() { Name = "會員卡" })).ToBeVisibleAsync();

        await phone.GetByLabel("語言").First.ClickAsync();
        await phone.RunAndWaitForResponseAsync(() => phone.Locator(".ant-select-item-option").GetByText("English").ClickAsync(), answer => answer.Request.Method == "PUT");
        await Expect(phone.GetByRole(AriaRole.Tab, new() { Name = "Coupons" })).ToBeVisibleAsync();
        await phone.EvaluateAsync("localStorage.removeItem('store.language')");
        await phone.ReloadAsync();
        await Expect(phone.GetByRole(AriaRole.Tab, new() { Name = "Coupons" })).ToBeVisibleAsync();
        Assert.Equal("en", (await shop.Get($"/api/members/members/{memberId.ToString(CultureInfo.InvariantCulture)}")).GetProperty("profile").Text("language"));
        await phone.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_code_is_told_and_a_phone_that_is_signed_out_asks_for_a_new_link()
    {
        var member = await shop.Post("/api/members/members", new { name = "郑先生" });
        var invitation = await Invite(member.GetProperty("memberId").GetInt64());
        var phone = await shop.Phone();
        await phone.GotoAsync(invitation.Text("path")!);
        await Type(phone, invitation.Text("code") == "000000" ? "111111" : "000000");
        await Expect(phone.GetByText("验证码不对，还可试 4 次")).ToBeVisibleAsync();
        await Type(phone, invitation.Text("code")!);
        await Expect(phone.GetByText("郑先生")).ToBeVisibleAsync();

        await phone.EvaluateAsync("localStorage.setItem('store.member-session', 'another')");
        await phone.ReloadAsync();
        await Expect(phone.GetByText("您已退出，请用新的链接重新打开。")).ToBeVisibleAsync();
        await phone.Context.DisposeAsync();
    }

    private static Task Tab(IPage phone, string name) => phone.GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();

    private static async Task Type(IPage phone, string code)
    {
        await Expect(phone.Locator(".ant-otp input").First).ToBeEnabledAsync();
        await phone.Locator(".ant-otp input").First.ClickAsync();
        await phone.Keyboard.TypeAsync(code);
    }

    private Task<JsonElement> Invite(long memberId) => shop.Post($"/api/members/members/{memberId.ToString(CultureInfo.InvariantCulture)}/page-invitations", new { });

    /// <summary>A phone on which the member has opened their page by link and code.</summary>
    private async Task<IPage> Opened(long memberId, bool stopClock = false)
    {
        var invitation = await Invite(memberId);
        var phone = await shop.Phone();
        if (stopClock)
            await phone.Clock.InstallAsync();
        await phone.GotoAsync(invitation.Text("path")!);
        await Type(phone, invitation.Text("code")!);
        await Expect(phone.GetByTestId("card-code")).ToBeVisibleAsync();
        return phone;
    }

    /// <summary>What the code on the card says to a reader of codes.</summary>
    private static async Task<string> Picture(IPage phone)
    {
        var codes = await Peers.Read([await phone.GetByTestId("card-code").ScreenshotAsync()]);
        var (identifier, data) = Assert.Single(codes[0]);
        Assert.StartsWith("]Q", identifier, StringComparison.Ordinal);
        return Encoding.ASCII.GetString(data);
    }

    private async Task GivenPoints()
    {
        var kept = await shop.Get("/api/loyalty/points/program");
        var program = JsonNode.Parse(kept.GetProperty("program").GetRawText())!.AsObject();
        (program["active"], program["pointsPerUnit"], program["vestingDays"]) = (true, 1, 0);
        await shop.Put("/api/loyalty/points/program", new { program, version = kept.GetProperty("version").GetInt32() });
    }

    private async Task<string> GivenCoupon(long storeId, long memberId)
    {
        var word = $"PAGE{storeId.ToString(CultureInfo.InvariantCulture)}";
        await shop.HalfPrice(storeId, word);
        var template = (await shop.Post("/api/loyalty/coupon-templates", new { name = "会员券", word })).GetProperty("templateId").GetInt64().ToString(CultureInfo.InvariantCulture);
        await shop.Post($"/api/loyalty/coupon-templates/{template}/issue", new { runUuid = Guid.NewGuid(), memberIds = new[] { memberId } });
        return (await shop.Get($"/api/loyalty/members/{memberId.ToString(CultureInfo.InvariantCulture)}/coupons")).GetProperty("items")[0].Text("code")!;
    }

    private async Task Sell(Counter counter, long memberId, int pieces, decimal price)
    {
        var store = counter.StoreId.ToString(CultureInfo.InvariantCulture);
        var productId = (await shop.Get($"/api/catalog/stores/{store}/lookup?code={Counter.BigWater}")).GetProperty("productId").GetInt64();
        await shop.Post($"/api/checkout/stores/{store}/sales", new
        {
            saleUuid = Guid.NewGuid(), registerId = counter.RegisterId, lines = new[] { new { productId, quantity = pieces, unitPrice = price } },
            payments = new[] { new { tender = "Cash", amount = pieces * price } }, memberId,
        });
    }
}
