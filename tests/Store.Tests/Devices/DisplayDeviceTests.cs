using Microsoft.Extensions.Logging.Abstractions;
using Store.Devices.Displays;
using Store.Devices.Events;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;
using Store.Devices.Statistics;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>A customer display over a serial line.</summary>
public sealed class DisplayDeviceTests
{
    [Fact]
    public async Task D1_a_display_that_was_unplugged_shows_the_newest_when_it_is_back_and_nobody_waited_for_it()
    {
        var display = new VirtualDisplay();
        await using var cable = await SerialCable.Plug(display.Run);
        var clock = TimeProvider.System;
        await using var device = new DisplayDevice(
            new DisplaySettings("display-1", "", cable.Address, IdleText: "Welcome"), new DeviceParts(new LinkOpener(clock), new EventLog(clock), new StatisticsBook(clock), clock, NullLogger<DeviceParts>.Instance));
        device.Start();
        await Wait.Until(() => display.Screen().Upper.Trim() == "Welcome");

        device.Show(new DisplayContent(DisplayKind.Item, "Cola", 3.50m, "1 x 3.50"));
        await Wait.Until(() => display.Screen() == ("Cola", "1 x 3.50        3.50"));

        await cable.Pull();
        await Wait.Until(() => device.Look().Online == false);
        device.Show(new DisplayContent(DisplayKind.Total, Amount: 3.50m));
        device.Show(new DisplayContent(DisplayKind.Change, Amount: 6.50m));
        device.Dim(2);
        display.PowerCycle();
        await cable.PlugIn(display.Run);
        await Wait.Until(() => display.Screen() == ("CHANGE          6.50", "") && display.Brightness == 2);
        Assert.Equal(0, display.Ignored);

        // What moves goes on by itself until there is something else to show.
        device.Show(new DisplayContent(DisplayKind.Marquee, "Fresh bread every day at eight", Detail: "Store 1"));
        await Wait.Until(() => display.Screen() == ("esh bread every day", "Store 1"));
        device.Clear();
        await Wait.Until(() => display.Screen().Upper.Trim() == "Welcome");
        Assert.Equal(0, display.Ignored);
    }

    [Theory]
    [InlineData("EpsonDmD")]
    [InlineData("Cd5220")]
    public async Task A_display_on_the_printers_cable_shows_what_is_for_it_and_papers_come_out_whole(string model)
    {
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 1_000 });
        var display = till.Paper.Display = new VirtualDisplay();
        await till.Restart(till.Printer(), new { id = "display-1", name = "", address = "printer:receipt", model, idleText = "Welcome" });
        await DeviceTill.Eventually(() => display.Screen().Upper.Trim() == "Welcome", "Nothing is shown.");

        var papers = new List<Guid>();
        for (var sale = 1; sale <= 5; sale++)
        {
            papers.Add(await till.Print($"第 {sale} 张", lines: 20));
            (await till.Client.Put("/api/devices/displays/display-1/content", new { kind = "Total", amount = sale, detail = "", name = "" })).Ok();
        }

        (await till.Client.Put("/api/devices/displays/display-1/marquee", new { text = "Fresh bread every day at eight", lower = "Store 1" })).Ok();
        await DeviceTill.Eventually(() => display.Screen() is ("esh bread every day", "Store 1"), "Nothing moves.");
        (await till.Client.Put("/api/devices/displays/display-1/lines", new { upper = "Till  2", lower = "closed" })).Ok();
        await DeviceTill.Eventually(() => display.Screen() is ("Till  2", "closed"), "It still moves.");
        Assert.Equal(400, (await till.Client.Put("/api/devices/displays/display-1/lines", new { upper = new string('x', 201) })).Status);
        (await till.Client.Put("/api/devices/displays/display-1/content", new { kind = "Total", amount = 5, detail = "", name = "" })).Ok();

        foreach (var paper in papers)
            await till.Until(paper, "Printed");
        await DeviceTill.Eventually(() => display.Screen().Upper == "TOTAL           5.00", display.Screen().Upper);
        Assert.Equal(5, till.Papers.Count);
        Assert.All(till.Papers, paper => Assert.Equal(20, paper.Split('\n').Length));
        Assert.DoesNotContain(till.Papers, paper => paper.Contains("TOTAL", StringComparison.Ordinal));
        Assert.Equal(0, display.Ignored);
    }

    [Fact]
    public async Task A_printer_whose_cable_broke_while_its_display_was_chosen_prints_again()
    {
        await using var till = await DeviceTill.Open();
        till.Paper.Display = new VirtualDisplay();
        till.Paper.Feed([0x1B, 0x3D, 0x02, .. "half a te"u8]);

        await till.Restart(till.Printer(), new { id = "display-1", name = "", address = "printer:receipt", model = "EpsonDmD" });

        await till.Until(await till.Print("第一张"), "Printed");
        Assert.Equal("第一张", Assert.Single(till.Papers).Trim());
    }

    [Fact]
    public async Task A_display_is_set_up_behind_a_printer_that_there_is_and_nothing_else_is()
    {
        await using var till = await DeviceTill.Open();
        var scale = new { id = "scale-1", name = "", address = "printer:receipt" };
        var display = new { id = "display-1", name = "", address = "printer:kitchen" };

        Assert.Equal(400, (await till.Client.Put("/api/devices/profile", new { printers = new[] { till.Printer() }, scales = new[] { scale } })).Status);
        Assert.Equal(400, (await till.Client.Put("/api/devices/profile", new { printers = new[] { till.Printer() }, displays = new[] { display } })).Status);
        var kept = (await till.Client.Put("/api/devices/profile", new { printers = new[] { till.Printer() }, displays = new[] { display with { address = "printer:receipt" } } })).Ok();
        Assert.Equal("printer:receipt", kept.GetProperty("displays")[0].GetProperty("address").GetString());
    }
}
