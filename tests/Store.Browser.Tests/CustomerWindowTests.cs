using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>The window that the customer sees while the till sells.</summary>
[Collection(nameof(Counters))]
public sealed class CustomerWindowTests(VirtualShop shop)
{
    [Fact]
    public async Task The_customer_sees_goods_total_change_and_thanks()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var window = await Window(counter);
        await Expect(window.GetByText("欢迎光临")).ToBeVisibleAsync();

        await counter.Take(Counter.Water, Counter.Water, Counter.BigWater);
        await Expect(window.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Expect(window.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("农夫山泉饮用天然水 550ml");
        await Expect(window.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("2.00 × 2");
        await Expect(window.Locator(".display-total")).ToContainTextAsync("¥8.00");

        await counter.Press("F8");
        await counter.Page.GetByLabel("金额").FillAsync("10");
        await counter.Press("Enter");
        await Expect(window.GetByText("收款成功")).ToBeVisibleAsync();
        await Expect(window.Locator(".display-change")).ToContainTextAsync("¥2.00");
        await Expect(window.GetByText("谢谢惠顾")).ToBeVisibleAsync();

        await counter.Press("Enter");
        await Expect(window.GetByText("欢迎光临")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_window_that_is_opened_in_the_middle_of_a_sale_shows_it_and_a_till_that_is_left_says_welcome()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await counter.Take(Counter.Water);
        var window = await Window(counter);
        await Expect(window.Locator(".display-total")).ToContainTextAsync("¥2.00");

        await counter.Page.GotoAsync("about:blank");
        await Expect(window.GetByText("欢迎光临")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("English", "Total", "Change", "Thank you")]
    [InlineData("繁體中文", "合計", "找零", "謝謝")]
    [InlineData("简体中文", "合计", "找零", "谢谢")]
    public async Task It_speaks_the_customers_language(string language, string total, string change, string thanks)
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        var window = await Window(counter);
        await window.GetByLabel("顾客屏设置").ClickAsync();
        await window.GetByRole(AriaRole.Dialog).Locator(".ant-select").ClickAsync();
        await window.Locator(".ant-select-item-option").GetByText(language).ClickAsync();
        await window.Keyboard.PressAsync("Escape");

        await counter.Take(Counter.Water);
        await Expect(window.Locator(".display-total")).ToContainTextAsync(total);
        await counter.Press("F8");
        await counter.Page.GetByLabel("金额").FillAsync("5");
        await counter.Press("Enter");
        await Expect(window.GetByText(change)).ToBeVisibleAsync();
        await Expect(window.GetByText(thanks)).ToBeVisibleAsync();
    }

    private static async Task<IPage> Window(Counter counter)
    {
        var window = await counter.Page.Context.NewPageAsync();
        await window.GotoAsync("/display");
        return window;
    }
}
