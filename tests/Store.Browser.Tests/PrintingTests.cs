using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Tills whose host has a virtual printer with a drawer: what comes out of it, and what becomes of what does not.</summary>
[Collection(nameof(Printers))]
public sealed class PrintingTests(VirtualShop shop) : IAsyncLifetime
{
    public Task InitializeAsync() => shop.PutInOrder();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_sale_prints_itself_and_opens_the_drawer()
    {
        var before = await Receipts();
        await using var counter = await (await shop.Open()).AtTheTill();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();

        await Shop.Eventually(async () => await Receipts() == before + 1);

        var till = await Till();
        Assert.Contains("农夫山泉饮用天然水 550ml", till.Text("lastText"), StringComparison.Ordinal);
        Assert.Contains($"RC{(await counter.Sale()).GetProperty("saleId").GetInt64()}", till.Text("lastText"), StringComparison.Ordinal);
        await Shop.Eventually(async () => (await Till()).GetProperty("drawerOpen").GetBoolean());
        Assert.Equal(0, Assert.Single(await counter.Rows("receipt-prints?firstToo=true")).GetProperty("copy").GetInt32());
    }

    [Fact]
    public async Task Without_paper_selling_goes_on_and_what_waited_is_printed_once()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await shop.Touch(new { paperMm = 0, drawerOpen = false });
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("缺纸");
        var before = await Receipts();
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();
        await Shop.Eventually(async () => (await Till()).GetProperty("drawerOpen").GetBoolean());
        await counter.Take(Counter.BigWater);
        await counter.TakeExactCash();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("张未打印");
        Assert.Equal(before, await Receipts());

        await shop.Touch(new { paperMm = 80_000 });
        await Shop.Eventually(async () => await Receipts() == before + 2);

        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        Assert.Equal(before + 2, await Receipts());
        Assert.Equal([0, 0], (await counter.Rows("receipt-prints?firstToo=true")).Select(print => print.GetProperty("copy").GetInt32()));
    }

    [Fact]
    public async Task What_may_not_have_come_out_is_decided_by_the_cashier_and_printed_again_as_a_copy()
    {
        await using var counter = await WithHalfAReceipt();
        await counter.Page.GetByTestId("printer-chip").ClickAsync();
        await Expect(counter.Page.GetByTestId("lost-paper")).ToContainTextAsync("结果不明");
        await counter.Choice("重新打印").ClickAsync();

        await Expect(counter.Page.GetByTestId("lost-paper")).ToHaveCountAsync(0);
        await Shop.Eventually(async () => (await Till()).Text("lastText")?.Contains("*** 副本 1 ***", StringComparison.Ordinal) == true);
        Assert.Equal([1, 0], (await counter.Rows("receipt-prints?firstToo=true")).Select(print => print.GetProperty("copy").GetInt32()));
    }

    [Fact]
    public async Task The_Z_report_prints_itself_when_the_shift_is_closed()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        var before = await Receipts();
        await counter.Press("F10");
        await counter.Page.GetByLabel("清点的现金").FillAsync("100");
        await counter.Choice("交班").ClickAsync();
        await Expect(counter.Page.GetByText("账实相符")).ToBeVisibleAsync();

        await Shop.Eventually(async () => await Receipts() == before + 1);

        Assert.Contains("Z 报表（交班）", (await Till()).Text("lastText"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drawer_left_open_is_said_at_the_till_until_it_is_shut()
    {
        var profile = JsonNode.Parse((await shop.Get("/api/devices/profile")).GetRawText())!;
        profile["printers"]![0]!["drawer"]!["alarmAfterSeconds"] = 1;
        await shop.Put("/api/devices/profile", profile);
        await using var counter = await (await shop.Open()).AtTheTill();
        await shop.Touch(new { drawerOpen = true });
        await Expect(counter.Page.GetByTestId("drawer-left-open")).ToContainTextAsync("钱箱一直开着");

        // Selling goes on.
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();
        await shop.Touch(new { drawerOpen = false });

        await Expect(counter.Page.GetByTestId("drawer-left-open")).ToHaveCountAsync(0);
        profile["printers"]![0]!["drawer"]!["alarmAfterSeconds"] = 60;
        await shop.Put("/api/devices/profile", profile);
    }

    [Fact]
    public async Task A_till_that_is_loaded_while_its_devices_are_away_keeps_its_papers_for_them()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        var before = await Receipts();
        await counter.Page.RouteAsync("**/api/devices/**", route => route.AbortAsync());
        await counter.Page.ReloadAsync();
        await counter.Ready();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("连接不上");
        await counter.Take(Counter.Water);
        await counter.Press("F9");
        await Expect(counter.Page.GetByText("钱箱没有打开")).ToBeVisibleAsync();
        await counter.NextCustomer();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("1 张未打印", new LocatorAssertionsToContainTextOptions { Timeout = 20_000 });

        await counter.Page.UnrouteAllAsync();

        await Shop.Eventually(async () => await Receipts() == before + 1);
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        Assert.Equal(0, Assert.Single(await counter.Rows("receipt-prints?firstToo=true")).GetProperty("copy").GetInt32());
    }

    [Fact]
    public async Task What_the_printer_cannot_put_on_paper_comes_out_of_the_browser_as_the_original()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        await shop.Touch(new { paperMm = 0 });
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("1 张未打印");
        // No document that the till sends fails at the virtual printer: its service says so of one.
        await counter.Page.RouteAsync("**/api/devices/jobs**", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = (await answer.TextAsync()).Replace("\"Held\"", "\"Failed\"", StringComparison.Ordinal) });
        });
        await counter.Page.RouteAsync("**/api/devices/jobs/*/cancel", route => route.FulfillAsync(new RouteFulfillOptions { Status = 409, ContentType = "application/problem+json", Body = "{\"code\":\"job.begun\"}" }));
        await counter.Page.GetByTestId("printer-chip").ClickAsync();
        await Expect(counter.Page.GetByTestId("lost-paper")).ToContainTextAsync("失败");
        await counter.Choice("用浏览器打印").ClickAsync();

        await Expect(counter.Page.GetByTestId("lost-paper")).ToHaveCountAsync(0);
        Assert.Equal(0, Assert.Single(await counter.Rows("receipt-prints?firstToo=true")).GetProperty("copy").GetInt32());
    }

    [Fact]
    public async Task The_slip_of_a_parked_basket_comes_out_once()
    {
        await using var counter = await (await shop.Open()).AtTheTill();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        var before = await Receipts();
        await Park();
        await Shop.Eventually(async () => await Receipts() == before + 1);
        await Expect(Said()).ToBeVisibleAsync();
        await Expect(Said().GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Expect(Said()).ToHaveCountAsync(0);

        // The printer is out of paper: by the browser, and then by it alone.
        await shop.Touch(new { paperMm = 0 });
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("缺纸");
        await Park();
        var page = await counter.Page.RunAndWaitForPopupAsync(() => Said().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "用浏览器打印" }).ClickAsync());
        await Expect(page.Locator("body")).ToContainTextAsync("挂单");
        await counter.Page.BringToFrontAsync();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("缺纸");
        await shop.Touch(new { paperMm = 80_000 });
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        Assert.Empty((await shop.Get("/api/devices/jobs?state=Queued&state=Held&state=Printing")).GetProperty("items").EnumerateArray());
        Assert.Equal(before + 1, await Receipts());

        ILocator Said() => counter.Page.Locator(".ant-message-notice").Filter(new LocatorFilterOptions { HasText = "已挂单" });

        async Task Park()
        {
            await counter.Take(Counter.Water);
            await counter.Press("F11");
            await counter.Choice("挂单").ClickAsync();
            await counter.Ready();
        }
    }

    [Fact]
    public async Task An_undecided_paper_stays_before_the_cashier_however_much_is_printed_after_it()
    {
        await using var counter = await WithHalfAReceipt();
        var uncertain = 0;
        await Shop.Eventually(async () => (uncertain = (await shop.Get("/api/devices/jobs?state=Uncertain")).GetProperty("items").GetArrayLength()) > 0);

        for (var paper = 0; paper < 60; paper++)
            await shop.Post("/api/devices/printers/receipt/jobs", new { jobUuid = Guid.NewGuid(), document = new { elements = new object[] { new { kind = "Text", text = "别的" } } } });
        await Shop.Eventually(async () => (await shop.Get("/api/devices/jobs?state=Queued&state=Printing")).GetProperty("items").GetArrayLength() == 0);

        await counter.Page.ReloadAsync();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync($"{uncertain} 张未打印");
        await counter.Page.GetByTestId("printer-chip").ClickAsync();
        await counter.Choice("已经打印").ClickAsync();
        await Expect(counter.Page.GetByTestId("lost-paper")).ToHaveCountAsync(uncertain - 1);
    }

    [Fact]
    public async Task How_the_drawer_says_that_it_is_open_is_learned_only_when_it_was()
    {
        await using var counter = await (await shop.Open()).AtTheRegister();
        await counter.Page.GotoAsync("/devices");
        await counter.Button("学习钱箱状态").ClickAsync();
        await Say("已关上");
        await Say("已打开");
        await Expect(counter.Dialog).ToContainTextAsync("两次的信号相同。请关上钱箱重新开始");
        await Say("已关上");
        await Expect(Saying("已打开")).ToBeVisibleAsync();
        await shop.Touch(new { drawerOpen = true });
        await Shop.Eventually(async () => (await shop.Get("/api/devices/devices/drawer")).GetProperty("drawer").GetProperty("pinHigh").GetBoolean());
        await Expect(counter.Dialog).Not.ToContainTextAsync("现在可以判断");
        await Say("已打开");

        await Expect(counter.Dialog).ToContainTextAsync("现在可以判断钱箱是否打开了");

        ILocator Saying(string how) => counter.Dialog.GetByRole(AriaRole.Button).Filter(new LocatorFilterOptions { HasText = how });

        Task Say(string how) => Saying(how).ClickAsync();
    }

    /// <summary>A till whose paper ended while a receipt was being printed, and then the power went: nobody knows what is on it.</summary>
    private async Task<Counter> WithHalfAReceipt()
    {
        var counter = await (await shop.Open()).AtTheTill();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        await shop.Touch(new { paperMm = 20 });
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();
        await Shop.Eventually(async () => (await Till()).GetProperty("paperMm").GetDecimal() == 0);
        await shop.Touch(new { power = false });
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("1 张未打印");
        await shop.Touch(new { power = true, paperMm = 80_000 });
        return counter;
    }

    private Task<JsonElement> Till() => shop.Get("/api/devices/virtual");

    private async Task<int> Receipts() => (await Till()).GetProperty("receipts").GetInt32();
}

/// <summary>Tests of printing have a host of their own: its devices are those of one till.</summary>
[CollectionDefinition(nameof(Printers))]
public sealed class Printers : ICollectionFixture<VirtualShop>;
