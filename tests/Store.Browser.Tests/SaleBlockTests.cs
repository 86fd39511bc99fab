using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Tills that are set to stop: while a receipt has not come out or the drawer stands open, no sale begins, and no money is taken or given back in any way.</summary>
[Collection(nameof(Printers))]
public sealed class SaleBlockTests(VirtualShop shop) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await shop.PutInOrder();
        await Stop(true);
    }

    public async Task DisposeAsync()
    {
        await Stop(false);
        await shop.Touch(new { paperMm = 80_000, drawerOpen = false });
    }

    [Fact]
    public async Task No_further_sale_begins_before_the_receipt_is_printed_and_the_drawer_shut()
    {
        await using var counter = await AtTheTill();
        await shop.Touch(new { paperMm = 0 });
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("缺纸");
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();
        await Expect(Blocked(counter)).ToContainTextAsync("有小票没有打印");

        await counter.Scan(Counter.BigWater);
        await Expect(counter.Page.Locator(".ant-message").GetByText("有小票没有打印")).ToBeVisibleAsync();
        await Expect(counter.Lines).ToHaveCountAsync(0);

        await shop.Touch(new { paperMm = 80_000 });
        await Expect(Blocked(counter)).ToContainTextAsync("钱箱开着");
        await Shut(counter);
        await counter.Take(Counter.BigWater);
    }

    [Fact]
    public async Task A_ticket_that_has_begun_is_paid_once_the_drawer_is_shut()
    {
        await using var counter = await AtTheTill();
        await counter.Take(Counter.Water);
        await Open(counter);

        await Refused(counter, () => counter.Press("F8"));
        await Refused(counter, () => counter.Press("F9"));
        await Expect(counter.Dialog).ToHaveCountAsync(0);
        Assert.Empty(await counter.Sales());

        await Shut(counter);
        await shop.Touch(new { paperMm = 0 });
        await counter.TakeExactCash();
        Assert.Single(await counter.Sales());

        // What is switched off is as good as not there, and stops nobody.
        await Expect(Blocked(counter)).ToContainTextAsync("有小票没有打印");
        foreach (var device in new[] { "receipt", "drawer" })
            await shop.Put($"/api/devices/devices/{device}/enabled", new { enabled = false });
        await Expect(Blocked(counter)).ToHaveCountAsync(0);
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("1 张未打印");
        await counter.Page.GetByTestId("printer-chip").ClickAsync();
        await Expect(counter.Page.GetByTestId("lost-paper")).ToContainTextAsync("这个设备已停用");
        await counter.Page.GetByTestId("lost-paper").GetByText("不需要").ClickAsync();
        await Expect(counter.Page.GetByText("全部已打印")).ToBeVisibleAsync();
        await counter.Press("Escape");
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机已停用");
        await counter.Take(Counter.BigWater);
    }

    [Fact]
    public async Task An_open_drawer_stops_nobody_while_no_one_can_see_it_being_shut()
    {
        await using var counter = await AtTheTill();
        await counter.Take(Counter.Water);
        await Open(counter);
        await counter.Page.RouteAsync("**/api/devices/**", route => route.AbortAsync());
        await Expect(Blocked(counter)).ToHaveCountAsync(0);

        await counter.TakeExactCash();
    }

    [Fact]
    public async Task What_is_scanned_while_the_sale_before_is_sent_waits_until_the_drawer_is_shut()
    {
        await using var counter = await AtTheTill();
        var isScanned = new TaskCompletionSource();
        await counter.Page.RouteAsync(new Regex("/api/checkout/stores/\\d+/sales$", RegexOptions.None, TimeSpan.FromSeconds(1)), async route =>
        {
            await isScanned.Task;
            await route.ContinueAsync();
        });
        await counter.Take(Counter.Water);
        await counter.Press("F9");
        await counter.Scan(Counter.BigWater);
        isScanned.SetResult();
        await Expect(counter.Page.GetByTestId("change-given")).ToBeVisibleAsync();
        await Expect(Blocked(counter)).ToContainTextAsync("钱箱开着");

        await counter.Press("Enter");
        await Expect(counter.Page.GetByText("1 个扫描在等待")).ToBeVisibleAsync();
        await Expect(counter.Lines).ToHaveCountAsync(0);

        await Shut(counter);
        await Expect(counter.Lines).ToHaveCountAsync(1);
        await counter.TakeExactCash();
    }

    [Fact]
    public async Task A_parked_basket_is_taken_up_once_the_drawer_is_shut()
    {
        await using var counter = await AtTheTill();
        await counter.Take(Counter.Water);
        await counter.Press("F11");
        await counter.Choice("挂单").ClickAsync();
        await counter.Ready();
        await Open(counter);
        await counter.Press("F11");

        await Refused(counter, () => counter.Choice("取单").ClickAsync());
        Assert.Single(await counter.Rows("parked-sales"));

        await Shut(counter);
        await counter.Choice("取单").ClickAsync();
        await Expect(counter.Lines).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_order_is_paid_picked_up_and_cancelled_once_the_drawer_is_shut()
    {
        await using var counter = await AtTheTill();
        await counter.Take(Counter.Water);
        await counter.Press("End");
        await counter.Page.GetByLabel("顾客", new() { Exact = true }).FillAsync("王先生");
        await counter.Choice("登记").ClickAsync();
        await Expect(counter.Dialog.First).ToContainTextAsync("待付订金");
        await Open(counter);
        await Refused(counter, () => counter.Choice("收款").ClickAsync());
        await Expect(counter.Dialog).ToHaveCountAsync(1);

        await Shut(counter);
        await counter.Choice("收款").ClickAsync();
        await counter.Choice("完成收款").ClickAsync();
        await Expect(counter.Dialog.First).ToContainTextAsync("已确认");
        await Expect(Blocked(counter)).ToContainTextAsync("钱箱开着");
        await Refused(counter, () => counter.Choice("提货结账").ClickAsync());
        await Refused(counter, () => counter.Choice("取消订单").ClickAsync());
        await Expect(counter.Dialog).ToHaveCountAsync(1);

        await Shut(counter);
        await counter.Choice("提货结账").ClickAsync();
        await counter.Choice("完成收款").ClickAsync();
        await counter.NextCustomer();
        Assert.Single(await counter.Sales());
    }

    [Fact]
    public async Task Goods_come_back_once_the_drawer_is_shut()
    {
        await using var counter = await AtTheTill();
        await counter.Take(Counter.BigWater);
        await counter.TakeExactCash();
        await Expect(Blocked(counter)).ToContainTextAsync("钱箱开着");
        await counter.Press("F6");
        await counter.Dialog.GetByText("1-000001").ClickAsync();
        await counter.Button("退货").Last.ClickAsync();
        await counter.Page.GetByLabel("退 农夫山泉饮用天然水 1.5L").ClickAsync();
        await Expect(counter.Page.GetByTestId("refund")).ToContainTextAsync("4.00");
        await counter.Button("不想要了").ClickAsync();
        await Refused(counter, () => counter.Choice("确认退货退款").ClickAsync());
        await Refused(counter, () => counter.Choice("换货：放入本单").ClickAsync());
        Assert.Single(await counter.Sales());

        await Shut(counter);
        await counter.Choice("确认退货退款").ClickAsync();
        await Expect(counter.Page.GetByText("退货完成 · 2")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Goods_come_back_without_a_receipt_once_the_drawer_is_shut()
    {
        await using var counter = await AtTheTill();
        await Open(counter);
        await counter.Press("F6");
        await counter.Choice("无小票退货").ClickAsync();
        await counter.Scan(Counter.BigWater);
        await counter.Button("质量问题").ClickAsync();
        await counter.Page.GetByLabel("证件或手机号尾号").FillAsync("5678");
        await Refused(counter, () => counter.Choice("确认退货退现金").ClickAsync());
        Assert.Empty(await counter.Sales());

        await Shut(counter);
        await counter.Choice("确认退货退现金").ClickAsync();
        await Expect(counter.Page.GetByText("退货完成 · 1")).ToBeVisibleAsync();
    }

    private static ILocator Blocked(Counter counter) => counter.Page.GetByTestId("sale-blocked");

    /// <summary>It is said once more why the till does not go on.</summary>
    private static async Task Refused(Counter counter, Func<Task> doing)
    {
        var said = counter.Page.Locator(".ant-message").GetByText("钱箱开着");
        await Expect(said).ToHaveCountAsync(0);
        await doing();
        await Expect(said).ToBeVisibleAsync();
    }

    private async Task<Counter> AtTheTill()
    {
        var counter = await (await shop.Open()).AtTheTill();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        return counter;
    }

    private async Task Open(Counter counter)
    {
        await shop.Touch(new { drawerOpen = true });
        await Expect(Blocked(counter)).ToContainTextAsync("钱箱开着");
    }

    private async Task Shut(Counter counter)
    {
        await shop.Touch(new { drawerOpen = false });
        await Expect(Blocked(counter)).ToHaveCountAsync(0);
    }

    private async Task Stop(bool sales)
    {
        var profile = JsonNode.Parse((await shop.Get("/api/devices/profile")).GetRawText())!;
        profile["printers"]![0]!["blockWhenUnprinted"] = sales;
        profile["printers"]![0]!["drawer"]!["blockWhenOpen"] = sales;
        profile["printers"]![0]!["enabled"] = true;
        profile["printers"]![0]!["drawer"]!["enabled"] = true;
        await shop.Put("/api/devices/profile", profile);
    }
}
