using Store.Devices.Profile;

namespace Store.Tests.Devices;

/// <summary>A printer in the network serves one till at a time, so nobody keeps it who does not print.</summary>
public sealed class SharedPrinterTests
{
    [Fact]
    public async Task Two_tills_that_share_a_printer_take_turns()
    {
        await using var first = await DeviceTill.Open(start: false);
        await using var second = await DeviceTill.Open(start: false);
        foreach (var till in new[] { first, second })
        {
            till.Write("profile.json", new { printers = new[] { Shared(first) } });
            await till.Start();
        }

        for (var turn = 1; turn <= 2; turn++)
        {
            var (one, other) = (await first.Print($"一号台 {turn}"), await second.Print($"二号台 {turn}"));
            await first.Until(one, "Printed");
            await second.Until(other, "Printed");
        }

        Assert.Equal(["一号台 1", "一号台 2", "二号台 1", "二号台 2"], first.Papers.Select(paper => paper.Trim()).Order(StringComparer.Ordinal));

        // Whoever has hung up is well: it is asked when someone wants to know.
        Assert.Equal("Idle", (await first.Device()).GetProperty("state").GetString());
        Assert.True((await first.Client.Post("/api/devices/devices/receipt/check-health", null)).Ok().GetProperty("isHealthy").GetBoolean());
    }

    [Fact]
    public async Task A_drawer_that_stands_open_is_watched_until_it_is_shut()
    {
        await using var till = await DeviceTill.Open();
        await till.Restart(Shared(till, hasDrawer: true));
        (await till.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = Guid.NewGuid(), reason = "换零钱" })).Ok();

        // Longer than the wire stays open for nothing.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        till.Paper.CloseDrawer();
        await DeviceTill.Eventually(async () => !(await till.Device("drawer")).GetProperty("drawer").GetProperty("open").GetBoolean(), () => "It is open.");
    }

    [Theory]
    [InlineData("tcp:192.168.1.50:9100", null, false, 60)]
    [InlineData("tcp:192.168.1.50:9100", null, true, null)]
    [InlineData("tcp:192.168.1.50:9100", 2, true, 2)]
    [InlineData("tcp:192.168.1.50:9100", 0, false, null)]
    [InlineData("file:/dev/usb/lp0", null, false, null)]
    public void The_wire_of_a_printer_in_the_network_closes_by_itself_unless_something_on_it_is_watched(string address, int? seconds, bool isWatched, int? after) =>
        Assert.Equal(after, (int?)IdleWire.ClosesAfter(address, seconds, isWatched)?.TotalSeconds);

    private static object Shared(DeviceTill owner, bool hasDrawer = false) => new
    {
        id = "receipt", name = "", address = $"tcp:127.0.0.1:{owner.Wire.Port}", patienceSeconds = 3, hangUpAfterSeconds = 1, drawer = hasDrawer ? new { id = "drawer", name = "", openLevel = "High" } : null,
    };
}
