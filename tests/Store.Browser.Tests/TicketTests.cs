using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>What is agreed about a ticket before it is paid: who buys, coupons, prices, and what is taken out again.</summary>
[Collection(nameof(Tickets))]
public sealed class TicketTests(Shop shop)
{
    [Fact]
    public async Task A_member_is_put_on_the_ticket_by_their_number()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var member = await shop.Post("/api/members/members", new { name = "陈女士" });
        await counter.Take(Counter.BigWater);
        await counter.Press("Home");
        await counter.Dialog.GetByRole(AriaRole.Tab, new() { Name = "会员" }).ClickAsync();
        await counter.Page.GetByLabel("会员号").FillAsync(member.Text("number")!);
        await counter.Press("Enter");
        await Expect(counter.Dialog).ToContainTextAsync("陈女士");
        await counter.Choice("确定").ClickAsync();

        await Expect(counter.Page.Locator(".till-total")).ToContainTextAsync("陈女士");
        await counter.TakeExactCash();
        var sale = await counter.Sale();
        Assert.Equal((member.GetProperty("memberId").GetInt64(), 4.00m), (sale.GetProperty("memberId").GetInt64(), sale.Amount("total")));
    }

    [Fact]
    public async Task A_members_card_that_is_swiped_is_read_and_of_a_bank_card_nothing_leaves_the_page()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var member = await shop.Post("/api/members/members", new { name = "何先生" });
        var sent = new ConcurrentBag<string>();
        counter.Page.Request += (_, request) => sent.Add($"{request.Url} {request.PostData}");

        await counter.Scan(";6222020200112233445=28122010000012300000?");
        await Expect(counter.Page.Locator(".ant-message").GetByText("银行卡请在刷卡机上刷")).ToBeVisibleAsync();
        await counter.Scan($";{member.Text("number")}?");
        await Expect(counter.Page.Locator(".till-total")).ToContainTextAsync("何先生");
        Assert.DoesNotContain(sent, request => request.Contains("62220202", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_coupon_gives_its_discount_and_another_says_why_it_does_not()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await shop.HalfPrice(counter.StoreId, "HALF");
        await counter.Take(Counter.BigWater);
        await counter.Press("Home");
        await counter.Dialog.GetByRole(AriaRole.Tab, new() { Name = "优惠券" }).ClickAsync();
        foreach (var code in new[] { "half", "HALF", "NONE" })
        {
            await counter.Page.GetByLabel("券码").FillAsync(code);
            await counter.Press("Enter");
        }

        var coupons = counter.Dialog.GetByTestId("coupon");
        await Expect(coupons).ToHaveCountAsync(2);
        await Expect(coupons.Last).ToContainTextAsync("没有此券");
        await counter.Choice("确定").ClickAsync();
        await Expect(counter.Total).ToContainTextAsync("2.00");
        await counter.Page.GetByLabel("移除优惠券 NONE").ClickAsync();
        await Expect(counter.Page.GetByTestId("coupon")).ToHaveCountAsync(1);
        await counter.TakeExactCash();

        var line = (await counter.Sale()).GetProperty("lines")[0];
        Assert.Equal((2.00m, 2.00m, "半价"), (line.Amount("total"), line.Amount("discount"), line.GetProperty("discounts")[0].Text("name")));
    }

    [Fact]
    public async Task A_scanned_coupon_is_recognised_and_added()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await shop.HalfPrice(counter.StoreId, "SPRING");
        await counter.Take(Counter.BigWater);
        await counter.Scan("c-SPRING");

        await Expect(counter.Page.GetByText("已加入优惠券 SPRING")).ToBeVisibleAsync();
        await Expect(counter.Total).ToContainTextAsync("2.00");
        await counter.TakeExactCash();
        Assert.Equal(2.00m, (await counter.Sale()).Amount("total"));
    }

    [Fact]
    public async Task A_group_is_added_to_the_ticket()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var group = $"学生 {counter.StoreId}";
        var groupId = (await shop.Post("/api/members/groups", new { name = group, hiddenFromCashiers = false })).GetProperty("groupId").GetInt64();
        await shop.HalfPrice(counter.StoreId, coupon: null, groupId);
        await counter.Take(Counter.BigWater);
        await counter.Press("Home");
        await counter.Dialog.GetByRole(AriaRole.Tab, new() { Name = "会员" }).ClickAsync();
        await counter.Dialog.GetByText(group).ClickAsync();
        await counter.Choice("确定").ClickAsync();

        await Expect(counter.Total).ToContainTextAsync("2.00");
        await Expect(counter.Page.Locator(".till-total")).ToContainTextAsync(group);
        await counter.TakeExactCash();
        Assert.Equal(2.00m, (await counter.Sale()).Amount("total"));
    }

    [Fact]
    public async Task A_line_goes_without_a_question_before_the_total_and_with_a_reason_after_it()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.Water, Counter.BigWater);
        await counter.Press("F4");
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await counter.Press("F7");
        await Expect(counter.Lines).ToHaveCountAsync(2);

        await counter.Press("F8");
        await Expect(counter.Dialog).ToContainTextAsync("6.00");
        await counter.Press("Escape");
        await Expect(counter.Dialog).ToHaveCountAsync(0);
        await counter.Press("F4");
        await counter.Dialog.GetByText("顾客不要了").ClickAsync();
        await counter.Choice("作废").ClickAsync();
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await counter.TakeExactCash();

        Assert.Equal(2.00m, (await counter.Sale()).Amount("total"));
        var voids = (await counter.Rows("voids")).Select(one => (one.Text("kind"), one.Amount("amount"), one.GetProperty("afterTotal").GetBoolean(), one.Text("reasonCode"))).ToList();
        Assert.Equal([("Line", 4.00m, true, "unwanted"), ("Line", 4.00m, false, null)], voids);
    }

    [Fact]
    public async Task A_whole_basket_is_voided_with_a_reason()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.Water, Counter.BigWater);
        await counter.Press("F5");
        await Expect(counter.Dialog).ToContainTextAsync("6.00");
        await counter.Dialog.GetByText("顾客离开").ClickAsync();
        await counter.Choice("作废").ClickAsync();

        await counter.Ready();
        Assert.Empty(await counter.Sales());
        var one = Assert.Single(await counter.Rows("voids"));
        Assert.Equal(("Sale", 6.00m, "left", "小王"), (one.Text("kind"), one.Amount("amount"), one.Text("reasonCode"), one.Text("cashierName")));
    }

    [Fact]
    public async Task A_price_is_overridden_with_a_reason()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.BigWater);
        await counter.Press("Insert");
        await counter.Dialog.GetByRole(AriaRole.Tab, new() { Name = "改价" }).ClickAsync();
        await counter.Dialog.GetByLabel("新价格", new() { Exact = true }).FillAsync("3.50");
        await counter.Dialog.GetByText("价签有误").ClickAsync();
        await counter.Choice("确定").ClickAsync();

        await Expect(counter.Total).ToContainTextAsync("3.50");
        await Expect(counter.Lines).ToContainTextAsync("价签有误");
        await counter.TakeExactCash();
        var line = (await counter.Sale()).GetProperty("lines")[0];
        Assert.Equal((3.50m, 4.00m, "价签有误"), (line.Amount("total"), line.Amount("priceBefore"), line.Text("priceReason")));
    }
}
