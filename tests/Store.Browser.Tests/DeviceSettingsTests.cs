using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>The settings of a till's devices, as a person changes them.</summary>
[Collection(nameof(Printers))]
public sealed class DeviceSettingsTests(VirtualShop shop) : IAsyncLifetime
{
    private JsonElement before;

    public async Task InitializeAsync() => before = await shop.Get("/api/devices/profile");

    public Task DisposeAsync() => shop.Put("/api/devices/profile", before);

    [Fact]
    public async Task What_is_changed_is_kept_and_what_no_form_shows_too()
    {
        await using var counter = await (await shop.Open(shiftOpen: false)).AtTheRegister();
        await counter.Page.GotoAsync("/devices");
        await counter.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "设置" }).ClickAsync();
        await counter.Page.GetByLabel("等待回执").First.FillAsync("12");
        await counter.Page.GetByLabel("空闲断开").Last.FillAsync("7");
        await counter.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "保存" }).ClickAsync();
        await Expect(counter.Page.GetByLabel("等待回执")).ToHaveCountAsync(0);

        var now = await shop.Get("/api/devices/profile");
        var (printer, drawer) = (now.GetProperty("printers")[0], now.GetProperty("printers")[0].GetProperty("drawer"));
        Assert.Equal((12, "drawer", "High", 500), (printer.GetProperty("patienceSeconds").GetInt32(), drawer.GetProperty("id").GetString(), drawer.GetProperty("openLevel").GetString(), drawer.GetProperty("offMilliseconds").GetInt32()));
        Assert.Equal((30, 7), (now.GetProperty("labelPrinters")[0].GetProperty("patienceSeconds").GetInt32(), now.GetProperty("labelPrinters")[0].GetProperty("hangUpAfterSeconds").GetInt32()));

        var answers = new Queue<string?>([null, """{"printers":[]}""", """{"printers":[{"address":"usb:MFG:EPSON;MDL:TM-T20III","maker":"EPSON","model":"TM-T20III","serial":"X4P1"}]}"""]);
        await counter.Page.RouteAsync("**/api/devices/usb-printers", route => answers.Dequeue() is { } body ? route.FulfillAsync(new() { ContentType = "application/json", Body = body }) : route.AbortAsync());
        await counter.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "设置" }).ClickAsync();
        var look = counter.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "查找 USB" }).First;
        await look.ClickAsync();
        await counter.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^重\\s?试$", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await Expect(counter.Dialog.GetByText("没有找到 USB 打印机")).ToBeVisibleAsync();
        await look.ClickAsync();
        await counter.Dialog.GetByRole(AriaRole.Button, new() { Name = "EPSON TM-T20III" }).ClickAsync();
        await Expect(counter.Page.Locator("#printers_0_address")).ToHaveValueAsync("usb:MFG:EPSON;MDL:TM-T20III");
    }
}
