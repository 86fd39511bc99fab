using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Two people at one till: who approves, and who takes over.</summary>
[Collection(nameof(Tickets))]
public sealed class ApprovalTests(Shop shop)
{
    private const string Pin = "8246";

    [Fact]
    public async Task A_discount_over_the_limit_goes_through_with_a_managers_name_and_pin()
    {
        await using var counter = await (await shop.Open(role: "cashier")).AtTheTill();
        var manager = await shop.Person(counter.StoreId, "manager", "周店长", Pin);
        await counter.Take(Counter.BigWater);
        await counter.Press("Insert");
        await counter.Dialog.GetByText("50 %").ClickAsync();
        await counter.Dialog.GetByText("包装破损").ClickAsync();
        await counter.Choice("确定").ClickAsync();
        await Expect(counter.Total).ToContainTextAsync("2.00");
        await counter.Press("F9");

        await Expect(counter.Dialog).ToContainTextAsync("需要授权");
        await Expect(counter.Dialog).ToContainTextAsync("手工折扣");
        await counter.Dialog.GetByText("商品破损").ClickAsync();
        await counter.Page.GetByLabel("用户名").FillAsync(manager);
        await counter.Page.GetByLabel("PIN", new() { Exact = true }).FillAsync("1111");
        await counter.Choice("授权").ClickAsync();
        await Expect(counter.Dialog.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToBeVisibleAsync();
        await counter.Page.GetByLabel("PIN", new() { Exact = true }).FillAsync(Pin);
        await counter.Choice("授权").ClickAsync();

        await counter.NextCustomer();
        var sale = await counter.Sale();
        var off = sale.GetProperty("lines")[0].GetProperty("discounts")[0];
        Assert.Equal(("小王", 2.00m, "包装破损", "周店长"), (sale.Text("cashierName"), sale.Amount("total"), off.Text("reason"), off.Text("approverName")));
    }

    [Fact]
    public async Task The_till_is_handed_over_and_locked_by_pin_and_the_basket_stays()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var next = await shop.Person(counter.StoreId, "cashier", "小李", Pin);
        await counter.Take(Counter.Water);
        await counter.Button("换人").ClickAsync();
        await EnterPin(counter, next);
        await Expect(counter.Dialog).ToHaveCountAsync(0);
        await Expect(counter.Lines).ToHaveCountAsync(1);

        await counter.Button("锁定").ClickAsync();
        await EnterPin(counter, next);
        await Expect(counter.Total).ToContainTextAsync("2.00");
        await counter.TakeExactCash();

        Assert.Equal(("小李", 2.00m), (await counter.Sale()) is JsonElement sale ? (sale.Text("cashierName"), sale.Amount("total")) : default);
    }

    private static async Task EnterPin(Counter counter, string userName)
    {
        await counter.Page.GetByLabel("用户名").FillAsync(userName);
        await counter.Page.GetByLabel("PIN", new() { Exact = true }).FillAsync(Pin);
        await counter.Choice("登录").ClickAsync();
    }
}
