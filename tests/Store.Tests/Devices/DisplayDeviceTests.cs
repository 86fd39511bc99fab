using Store.Devices.Displays;
using Store.Devices.Events;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;
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
            new DisplaySettings("display-1", "", cable.Address, IdleText: "Welcome"), new DeviceParts(new LinkOpener(clock), new EventLog(clock), clock));
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

        device.Clear();
        await Wait.Until(() => display.Screen().Upper.Trim() == "Welcome");
    }
}
