using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>A scanner on a wire of its own: what it reads is read by the till, whatever is open there.</summary>
[Collection(nameof(Counters))]
public sealed class ScannerTests(VirtualShop shop)
{
    [Fact]
    public async Task What_is_scanned_is_on_the_ticket_after_the_page_was_loaded_again_too()
    {
        await using var counter = await Listening();
        await Scan(Counter.Water);
        await Scan(Counter.BigWater);
        await Expect(counter.Lines).ToHaveCountAsync(2);
        await Expect(counter.Total).ToContainTextAsync("6.00");

        var claimed = await counter.Page.RunAndWaitForResponseAsync(() => counter.Page.ReloadAsync(), answer => answer.Url.EndsWith("/scanner/claim", StringComparison.Ordinal));
        Assert.True(claimed.Ok, await claimed.TextAsync());
        await Scan("6901000000028");
        await Expect(counter.Lines).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Goods_that_are_scanned_while_a_quantity_is_typed_come_after_it()
    {
        await using var counter = await Listening();
        await Scan(Counter.Water);
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await counter.Press("F3");
        await Scan(Counter.BigWater);
        await counter.Dialog.GetByLabel("数量").FillAsync("3");
        await counter.Press("Enter");

        await Expect(counter.Lines).ToHaveCountAsync(2);
        await Expect(counter.Total).ToContainTextAsync("10.00");
    }

    [Fact]
    public async Task The_code_of_a_wallet_goes_into_its_field_and_not_among_the_goods()
    {
        await using var counter = await Listening();
        await Scan(Counter.BigWater);
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await counter.Press("F8");
        await counter.Press("F3");
        await counter.Page.GetByLabel("参考号").FocusAsync();
        await Scan("4200012345");
        await Expect(counter.Page.GetByLabel("参考号")).ToHaveValueAsync("4200012345");
        await Expect(counter.Lines).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_receipt_that_is_scanned_is_opened()
    {
        await using var counter = await Listening();
        await Scan(Counter.Water);
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await counter.TakeExactCash();
        await Scan($"RC{(await counter.Sale()).GetProperty("saleId").GetInt64()}");
        await Expect(counter.Dialog).ToContainTextAsync("1-000001");
    }

    [Fact]
    public async Task Of_two_windows_one_has_the_scanner_and_the_scale_and_the_other_is_told_who()
    {
        await using var counter = await Listening();
        var second = await counter.Page.Context.NewPageAsync();
        await second.GotoAsync("/till");
        await Expect(second.GetByTestId("devices-taken")).ToContainTextAsync("另一个窗口（小王）正在使用：");
        await Expect(second.GetByTestId("devices-taken")).ToContainTextAsync("电子秤");
        await Expect(second.GetByTestId("devices-taken")).ToContainTextAsync("扫码枪");
        await Scan(Counter.Water);
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await Expect(second.Locator(".till-line")).ToHaveCountAsync(0);
        await Expect(counter.Page.GetByTestId("devices-taken")).ToHaveCountAsync(0);

        await counter.Page.CloseAsync();

        await Expect(second.GetByTestId("devices-taken")).ToHaveCountAsync(0);
        await Scan(Counter.BigWater);
        await Expect(second.Locator(".till-line").Last).ToContainTextAsync("1.5L");
    }

    /// <summary>A till that has the scanner.</summary>
    private async Task<Counter> Listening()
    {
        var counter = await shop.Open();
        await counter.Page.RunAndWaitForResponseAsync(() => counter.AtTheTill(), answer => answer.Url.EndsWith("/scanner/claim", StringComparison.Ordinal) && answer.Ok);
        return counter;
    }

    private Task<JsonElement> Scan(string code) => shop.Touch(new { scan = code });
}
