using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Which pages may use the devices of a till: its own, those on its list once they are paired, and no others.</summary>
[Collection(nameof(Tills))]
public sealed class PairingTests(Till till)
{
    [Theory]
    [InlineData("the host")]
    [InlineData("the device service")]
    public async Task A_page_is_paired_by_the_digits_that_the_till_prints_and_prints_then(string from)
    {
        await using var counter = await Open(from == "the host" ? till.Address : till.ServiceAddress);
        var before = (await till.Paper()).Papers;
        await AskToPair(counter);
        var digits = await Digits(before);

        await Type(counter, digits == "000000" ? "111111" : "000000");
        await Expect(counter.Dialog).ToContainTextAsync("配对码不对，还可以试 2 次");
        await Type(counter, digits);
        await Expect(counter.Page.GetByText("已连接设备服务")).ToBeVisibleAsync();
        await Expect(counter.Page.GetByTestId("device-receipt")).ToContainTextAsync("正常");
        await Expect(counter.Page.GetByTestId("device-drawer")).ToBeVisibleAsync();
        await counter.Button("打印测试页").ClickAsync();
        await Shop.Eventually(async () => (await till.Paper()).LastText.Contains("测试", StringComparison.Ordinal));

        await counter.Page.GotoAsync("/till");
        await counter.Ready();
        await Expect(counter.Page.GetByTestId("printer-chip")).ToContainTextAsync("打印机正常");
        await counter.Take(Counter.Water);
        await counter.TakeExactCash();
        await Shop.Eventually(async () => (await till.Paper()).LastText.Contains("农夫山泉饮用天然水 550ml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_three_wrong_tries_there_are_other_digits_and_a_pairing_that_was_taken_back_is_told()
    {
        var from = new UriBuilder(till.ServiceAddress) { Host = "localhost" }.Uri;
        await using var counter = await Open(from);
        await Expect(counter.Page.GetByText("此网页尚未与收银台的设备服务配对")).ToBeVisibleAsync();
        var before = (await till.Paper()).Papers;
        await AskToPair(counter);
        var digits = await Digits(before);
        foreach (var left in new[] { 2, 1, 0 })
        {
            await Type(counter, digits == "000000" ? "111111" : "000000");
            await Expect(counter.Dialog).ToContainTextAsync($"还可以试 {left} 次");
        }

        // Whoever guesses waits; then there are others.
        await counter.Choice("连接").ClickAsync();
        await Expect(counter.Dialog).ToContainTextAsync("错误的配对码太多");
        await Shop.Eventually(async () => (await counter.Page.RunAndWaitForResponseAsync(
            () => counter.Dialog.Locator(".ant-btn-primary").ClickAsync(), answer => answer.Url.EndsWith("/api/devices/pairings", StringComparison.Ordinal) && answer.Request.Method == "POST")).Ok);
        await Type(counter, await Digits(before + 1));
        await Expect(counter.Page.GetByTestId("device-receipt")).ToBeVisibleAsync();

        // Who may use the devices stands on the page, and is taken back there.
        var row = counter.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = from.GetLeftPart(UriPartial.Authority) });
        await Expect(row).ToContainTextAsync("使用、打印、打开钱箱");
        await till.Revoke(from.GetLeftPart(UriPartial.Authority));
        await Expect(counter.Page.GetByText("此网页已取消配对，请重新“连接”")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_is_not_on_the_list_is_told_what_to_do()
    {
        await using var counter = await till.Open(from: new UriBuilder(till.Address) { Host = "shop.test" }.Uri);
        await counter.SignIn();
        await Expect(counter.Page.Locator(".till-register")).ToBeVisibleAsync();
        await counter.Page.GotoAsync("/devices");
        var before = (await till.Paper()).Papers;

        await AskToPair(counter, expectCode: false);

        await Expect(counter.Dialog).ToContainTextAsync($"不接受此网页。请管理员把 http://shop.test:{till.Address.Port} 加入设备服务的 Origins 设置");
        Assert.Equal(before, (await till.Paper()).Papers);

        // What a page sends on its own is refused before it does anything, and kept from the page.
        var heard = await counter.Page.EvaluateAsync<string>(
            "at => fetch(`${at}api/devices/pairings`, { method: 'POST', mode: 'no-cors', body: '{\"name\":\"x\"}' }).then(answer => answer.type + answer.status, () => 'nothing')", till.ServiceAddress.ToString());
        Assert.Equal("opaque0", heard);
        Assert.Equal(before, (await till.Paper()).Papers);
    }

    [Fact]
    public async Task An_address_at_which_nothing_answers_is_told()
    {
        await using var counter = await Open(till.Address);
        await counter.Button("连接").ClickAsync();
        await counter.Page.GetByLabel("设备服务地址").FillAsync("127.0.0.1:9");
        await counter.Choice("连接").ClickAsync();
        await Expect(counter.Dialog).ToContainTextAsync("此地址没有应答");
    }

    [Fact]
    public async Task A_name_that_was_bent_to_the_till_gets_nothing_but_words()
    {
        await using var counter = await till.Open(shiftOpen: false);
        var answer = await counter.Page.GotoAsync(new UriBuilder(till.ServiceAddress) { Host = "bent.test" }.Uri.ToString());

        Assert.Equal(403, answer!.Status);
        await Expect(counter.Page.GetByText($"此服务只供本收银台使用，请打开 http://127.0.0.1:{till.ServiceAddress.Port}")).ToBeVisibleAsync();
        Assert.Equal(403, await counter.Page.EvaluateAsync<int>("fetch('/api/devices/devices').then(answer => answer.status)"));
    }

    private async Task<Counter> Open(Uri from)
    {
        var counter = await (await till.Open(from: from)).AtTheRegister();
        await counter.Page.GotoAsync("/devices");
        return counter;
    }

    private async Task AskToPair(Counter counter, bool expectCode = true)
    {
        await counter.Button("连接").ClickAsync();
        await counter.Page.GetByLabel("设备服务地址").FillAsync(till.ServiceAddress.ToString());
        await counter.Choice("连接").ClickAsync();
        if (expectCode)
            await Expect(counter.Dialog).ToContainTextAsync("六位数字");
    }

    private static async Task Type(Counter counter, string digits)
    {
        await counter.Dialog.Locator(".ant-otp input").First.ClickAsync();
        await counter.Page.Keyboard.TypeAsync(digits);
        await counter.Button("配对").ClickAsync();
    }

    /// <summary>The six digits on the slip that came out of the printer.</summary>
    private async Task<string> Digits(int before)
    {
        await Shop.Eventually(async () => (await till.Paper()).Papers > before);
        var found = Regex.Match((await till.Paper()).LastText, "(?<first>\\d{3}) (?<last>\\d{3})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return found.Groups["first"].Value + found.Groups["last"].Value;
    }
}
