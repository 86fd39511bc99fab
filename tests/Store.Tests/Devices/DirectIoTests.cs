using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>Commands by name, which whoever starts the service has given them.</summary>
public sealed class DirectIoTests
{
    private const string Line = "--Devices:DirectIo:receipt:hello=48 45 4C 4C 4F 0A";

    [Fact]
    public async Task A_named_command_is_sent_between_two_papers_and_noted()
    {
        var time = new StoppedClock();
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 2_000 }, paperClock: time, settings: Line);
        await till.Online();
        var id = await till.Print("一", lines: 5);
        await DeviceTill.Eventually(() => till.Paper.State.Printing, "It does not print.");

        var sending = till.Client.Post("/api/devices/devices/receipt/direct-io", new { command = "hello" });
        time.Run();
        (await sending).Ok();
        await till.Until(id, "Printed");
        await till.Until(await till.Print("二"), "Printed");

        Assert.DoesNotContain("HELLO", till.Papers[0], StringComparison.Ordinal);
        Assert.Equal(["HELLO", "二"], till.Papers[1].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("direct_io", await File.ReadAllTextAsync(Path.Combine(till.Folder, "audit.jsonl")), StringComparison.Ordinal);
        Assert.Contains("\"directIO\"", (await till.Client.Get("/api/devices/events?limit=500")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_else_is_sent_to_no_other_device_and_for_nobody_else()
    {
        await using var till = await DeviceTill.Open(settings: Line);
        await till.Online();

        Assert.Equal((422, "direct_io.not_allowed"), await Try(till.Client, "receipt", "beep"));
        Assert.Equal((422, "direct_io.not_allowed"), await Try(till.Client, "receipt", "48 45"));
        Assert.Equal((404, "device.not_found"), await Try(till.Client, "drawer", "hello"));
        Assert.Equal(400, (await Try(till.Client, "receipt", "")).Status);
        Assert.Equal((403, "pairing.required"), await Try(till.WithToken(null), "receipt", "hello"));
    }

    [Fact]
    public async Task Unless_it_is_set_there_is_no_such_thing()
    {
        await using var till = await DeviceTill.Open();

        Assert.Equal((422, "direct_io.not_allowed"), await Try(till.Client, "receipt", "hello"));
    }

    [Theory]
    [InlineData("1B 40 1B 70 00 32 FA", "opens the drawer")]
    [InlineData("10 14 01 00 05", "opens the drawer")]
    [InlineData("1D 72 01", "in the place of a paper")]
    [InlineData("7E 48 53", "in the place of a paper")]
    [InlineData("1B4", "no command")]
    [InlineData("beep", "no command")]
    [InlineData("", "no command")]
    public async Task A_service_with_a_command_that_may_not_be_does_not_start(string bytes, string why)
    {
        var refused = await Assert.ThrowsAsync<Store.Kernel.Database.SettingMissing>(() => DeviceTill.Open(settings: $"--Devices:DirectIo:receipt:x={bytes}"));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string? Code)> Try(StoreApp.Client client, string device, string command) =>
        await client.Post($"/api/devices/devices/{device}/direct-io", new { command }) is var reply ? (reply.Status, reply.Code) : default;
}
