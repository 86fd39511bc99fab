using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>
/// A page that came from the internet and a device service on the till itself: Chromium lets the page through only with the person's leave, and never where it came unencrypted.
/// </summary>
[Collection(nameof(Tills))]
public sealed class PublicPageTests(Till till)
{
    private const string Permission = "local-network-access";

    [Fact]
    public async Task With_leave_it_is_paired_and_prints()
    {
        await using var browser = await Public();
        await using var counter = await Open(browser);
        await counter.Page.Context.GrantPermissionsAsync([Permission], new BrowserContextGrantPermissionsOptions { Origin = Origin });
        await Pair(counter);

        await counter.Page.GotoAsync("/till");
        await counter.Ready();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();
        await Shop.Eventually(async () => (await till.Paper()).LastText.Contains(await ReceiptCode(counter), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("prompt", "浏览器询问是否允许此网页访问这台电脑时，请选择“允许”")]
    [InlineData("denied", "浏览器不允许此网页使用这台电脑上的设备")]
    public async Task Without_leave_it_says_what_to_allow_and_sells_and_prints_by_the_browser(string permission, string words)
    {
        await using var browser = await Public();
        await using var counter = await Open(browser);
        await Set(counter, permission);
        await counter.Page.GotoAsync("/devices");
        await counter.Button("连接").ClickAsync();
        await counter.Page.GetByLabel("设备服务地址").FillAsync(till.ServiceAddress.ToString());
        if (permission == "prompt")
            await Expect(counter.Dialog).ToContainTextAsync("浏览器会询问是否允许此网页访问这台电脑上的设备");
        await counter.Choice("连接").ClickAsync();
        await Expect(counter.Dialog).ToContainTextAsync(words);
        await Expect(counter.Dialog).Not.ToContainTextAsync("此地址没有应答");

        await counter.Page.GotoAsync("/till");
        await counter.Ready();
        await Sell(counter);
        await Print(counter).ClickAsync();

        await PrintedByBrowser(counter, 1);
    }

    [Fact]
    public async Task Leave_that_is_taken_back_is_said_at_the_till_and_what_the_browser_printed_meanwhile_does_not_come_out_twice()
    {
        await using var browser = await Public();
        await using var counter = await Open(browser);
        await counter.Page.Context.GrantPermissionsAsync([Permission], new BrowserContextGrantPermissionsOptions { Origin = Origin });
        await Pair(counter);
        await Set(counter, "denied");
        await counter.Page.GotoAsync("/till");
        await counter.Ready();
        await Expect(counter.Page.GetByTestId("service-away")).ToContainTextAsync("浏览器不允许此网页使用设备");
        await Expect(counter.Page.GetByTestId("service-away")).ToContainTextAsync("收银照常");
        var papers = (await till.Paper()).Papers;

        // The first is wanted at once, the second can wait.
        await Sell(counter);
        await Print(counter).ClickAsync();
        await Expect(counter.Page.GetByText("现在用浏览器打印，还是等打印机恢复后打印？")).ToBeVisibleAsync();
        await counter.Choice("用浏览器打印").ClickAsync();
        await PrintedByBrowser(counter, 1);
        await counter.NextCustomer();
        await Sell(counter);
        await counter.NextCustomer();
        await Set(counter, "granted");

        await Expect(counter.Page.GetByTestId("service-away")).ToHaveCountAsync(0);
        await Shop.Eventually(async () => (await till.Paper()).Papers > papers);
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        Assert.Equal(papers + 1, (await till.Paper()).Papers);
        Assert.Equal([0, 0], (await counter.Rows("receipt-prints?firstToo=true")).Select(print => print.GetProperty("copy").GetInt32()));
    }

    [Fact]
    public async Task One_that_came_unencrypted_is_told_to_be_opened_otherwise()
    {
        await using var browser = await till.Launch(IsPublic);
        await using var counter = await Open(browser);
        await counter.Page.GotoAsync("/devices");
        await counter.Button("连接").ClickAsync();
        await counter.Page.GetByLabel("设备服务地址").FillAsync(till.ServiceAddress.ToString());
        await counter.Choice("连接").ClickAsync();

        await Expect(counter.Dialog).ToContainTextAsync("请改用 https 地址打开");
        await Expect(counter.Dialog).Not.ToContainTextAsync("此地址没有应答");
    }

    private string Origin => till.PublicAddress.GetLeftPart(UriPartial.Authority);

    /// <summary>What is served from the host's port comes from the internet, as far as this Chromium can tell.</summary>
    private string IsPublic => $"--ip-address-space-overrides=127.0.0.1:{till.Address.Port}=public";

    private Task<IBrowser> Public() => till.Launch(IsPublic, $"--unsafely-treat-insecure-origin-as-secure={Origin}");

    private async Task<Counter> Open(IBrowser browser)
    {
        var counter = await till.Open(from: till.PublicAddress, through: browser);
        await counter.Page.AddInitScriptAsync("window.print = () => { (top.printed ??= []).push(document.body.innerText); dispatchEvent(new Event('afterprint')); }");
        await counter.Page.AddInitScriptAsync($"localStorage.setItem('store.register.{counter.StoreId}', '{counter.RegisterId}')");
        await counter.SignIn();
        await counter.Ready();
        return counter;
    }

    private async Task Set(Counter counter, string setting)
    {
        var page = await counter.Page.Context.NewCDPSessionAsync(counter.Page);
        var browserContextId = (await page.SendAsync("Target.getTargetInfo"))!.Value.GetProperty("targetInfo").Text("browserContextId")!;
        var browser = await counter.Page.Context.Browser!.NewBrowserCDPSessionAsync();
        foreach (var name in new[] { Permission, "loopback-network", "local-network" })
            await browser.SendAsync("Browser.setPermission", new() { ["permission"] = new { name }, ["setting"] = setting, ["origin"] = Origin, ["browserContextId"] = browserContextId });
    }

    private async Task Pair(Counter counter)
    {
        await counter.Page.GotoAsync("/devices");
        await counter.Button("连接").ClickAsync();
        await counter.Page.GetByLabel("设备服务地址").FillAsync(till.ServiceAddress.ToString());
        var before = (await till.Paper()).Papers;
        // Digits that another test has just asked for make the next ones wait.
        await Shop.Eventually(async () => (await counter.Page.RunAndWaitForResponseAsync(
            () => counter.Choice("连接").ClickAsync(), answer => answer.Url.EndsWith("/api/devices/pairings", StringComparison.Ordinal) && answer.Request.Method == "POST")).Ok);
        await Expect(counter.Dialog).ToContainTextAsync("六位数字");
        await Shop.Eventually(async () => (await till.Paper()).Papers > before);
        var digits = Regex.Match((await till.Paper()).LastText, "\\d{3} \\d{3}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value.Replace(" ", "", StringComparison.Ordinal);
        await counter.Dialog.Locator(".ant-otp input").First.ClickAsync();
        await counter.Page.Keyboard.TypeAsync(digits);
        await counter.Button("配对").ClickAsync();
        await Expect(counter.Page.GetByTestId("device-receipt")).ToContainTextAsync("正常");
    }

    private static ILocator Print(Counter counter) => counter.Dialog.GetByRole(AriaRole.Button).Filter(new LocatorFilterOptions { HasTextRegex = new Regex("^打\\s?印$", RegexOptions.None, TimeSpan.FromSeconds(1)) });

    private static async Task Sell(Counter counter)
    {
        await counter.Take(Counter.Water);
        await counter.Press("F9");
        await Expect(counter.Page.GetByTestId("change-given")).ToBeVisibleAsync();
    }

    private static async Task PrintedByBrowser(Counter counter, int papers)
    {
        await Shop.Eventually(async () => await counter.Page.EvaluateAsync<int>("(window.printed ?? []).length") == papers);
        Assert.Contains("农夫山泉饮用天然水 550ml", await counter.Page.EvaluateAsync<string>("window.printed.at(-1)"), StringComparison.Ordinal);
    }

    private static async Task<string> ReceiptCode(Counter counter) => $"RC{(await counter.Sale()).GetProperty("saleId").GetInt64()}";
}
