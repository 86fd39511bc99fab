using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Store.Browser.Tests;

/// <summary>Shelf labels that come out of the till's virtual label printer.</summary>
[Collection(nameof(Printers))]
public sealed class LabelPrintingTests(VirtualShop shop)
{
    [Fact]
    public async Task Shelf_labels_wait_for_labels_in_the_printer_and_come_out_once()
    {
        await using var counter = await (await shop.Open(shiftOpen: false)).AtTheRegister();
        var before = await Printed();
        await Touch(paperOut: true);
        await counter.Page.GotoAsync("/labels");
        foreach (var name in new[] { "农夫山泉饮用天然水", "可口可乐" })
            await counter.Page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = name }).First.CheckAsync();
        await counter.Page.Locator(".page-head").GetByRole(AriaRole.Button).Last.ClickAsync();
        await counter.Dialog.GetByLabel("份数").FillAsync("2");
        await counter.Dialog.GetByRole(AriaRole.Button).Filter(new LocatorFilterOptions { HasText = "用标签打印机打印" }).ClickAsync();

        var progress = counter.Page.GetByTestId("label-printing");
        await Expect(progress).ToContainTextAsync("标签用完了");
        await Expect(progress).ToContainTextAsync("0 / 4");
        Assert.Equal(before, await Printed());
        await Touch(paperOut: false);

        await Expect(progress).ToContainTextAsync("4 / 4");
        Assert.Equal(before + 4, await Printed());

        // What was handed over has been: there is nothing to press again.
        await Expect(counter.Dialog.GetByRole(AriaRole.Button).Filter(new LocatorFilterOptions { HasText = "用标签打印机打印" })).ToBeDisabledAsync();
        Assert.Empty((await shop.Get("/api/devices/jobs?printerId=labels&state=Uncertain")).GetProperty("items").EnumerateArray());
    }

    private async Task<int> Printed() => (await shop.Get("/api/devices/virtual")).GetProperty("labelPrinter").GetProperty("printed").GetInt32();

    private Task<JsonElement> Touch(bool paperOut) => shop.Post("/api/devices/virtual", new { labelPrinter = new { paperOut } });
}
