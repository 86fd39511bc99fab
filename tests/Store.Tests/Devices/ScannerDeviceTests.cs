using Microsoft.Extensions.Logging.Abstractions;
using Store.Catalog.Codes;
using Store.Devices.Claims;
using Store.Devices.Events;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;
using Store.Devices.Scanners;
using Store.Devices.Statistics;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>Scanners over a serial line: what they read goes to one window and to no other.</summary>
public sealed class ScannerDeviceTests
{
    private const string Tab = "the-tab-at-the-till";

    [Fact]
    public async Task A_scan_goes_to_the_window_that_claimed_the_scanner_and_to_no_other()
    {
        await using var rig = await Rig.Make();
        rig.Claims.Take("scanner-1", Tab, TimeSpan.FromMinutes(1));
        rig.Scanner.Scan("]E06901234567892", pieces: 5, pause: TimeSpan.FromMilliseconds(15));
        rig.Scanner.Send([.. "6923644210151\r\n6901285991219\r"u8]);

        await Wait.Until(() => rig.Labels(Tab).Length == 3);
        Assert.Equal(["6901234567892", "6923644210151", "6901285991219"], rig.Labels(Tab));
        Assert.Empty(rig.Labels("another-tab-at-the-till"));
        Assert.Empty(rig.Labels(null));
    }

    [Fact]
    public async Task C1_a_scan_that_no_window_listens_to_is_dropped_and_told()
    {
        await using var rig = await Rig.Make();
        rig.Scanner.Scan("6901234567892");
        await Wait.Until(() => rig.Happened("NOT_CLAIMED"));

        rig.Claims.Take("scanner-1", Tab, TimeSpan.FromMinutes(1));
        rig.Scanner.Scan("6923644210151");
        await Wait.Until(() => rig.Labels(Tab).Length > 0);
        Assert.Equal(["6923644210151"], rig.Labels(Tab));
        Assert.Equal(1, rig.Device.Look().Scanner!.Unheard);
    }

    [Fact]
    public async Task C2_junk_and_lost_ends_do_not_become_codes()
    {
        await using var rig = await Rig.Make();
        rig.Claims.Take("scanner-1", Tab, TimeSpan.FromMinutes(1));
        rig.Scanner.Send([.. Enumerable.Repeat((byte)'7', 4500), (byte)'\r']);
        rig.Scanner.Send([.. "69012345"u8]);
        await Wait.Until(() => rig.Device.Look().Scanner!.Broken == 2);
        rig.Scanner.Scan("6923644210151");

        await Wait.Until(() => rig.Labels(Tab).Length > 0);
        Assert.Equal(["6923644210151"], rig.Labels(Tab));
    }

    [Fact]
    public async Task C3_a_trigger_that_bounced_is_marked_and_passed_on()
    {
        await using var rig = await Rig.Make();
        rig.Claims.Take("scanner-1", Tab, TimeSpan.FromMinutes(1));
        rig.Scanner.Send([.. "6901234567892\r6901234567892\r"u8]);

        await Wait.Until(() => rig.Labels(Tab).Length == 2);
        Assert.Equal([false, true], rig.Scans(Tab).Select(scan => scan.Detail!["repeat"]));
    }

    [Theory]
    [InlineData("]d2010690123456789210LOT\u001D3103001250", 1.250)]
    [InlineData("]d2010690123456789210LOT3103001250", null)]
    [InlineData("]d201069012345678923103001250\u001D10LOT\u001D21SER", 1.250)]
    [InlineData("]d20106901234567892310300125010LOT21SER", 1.250)]
    public async Task C4_separators_reach_the_till_and_where_they_were_lost_the_goods_are_the_same_and_no_lot_or_weight_is_made_up(string code, double? kilograms)
    {
        await using var rig = await Rig.Make();
        rig.Claims.Take("scanner-1", Tab, TimeSpan.FromMinutes(1));

        rig.Scanner.Scan(code);
        await Wait.Until(() => rig.Labels(Tab).Length > 0);

        var label = Assert.IsType<string>(Assert.Single(rig.Labels(Tab)));
        Assert.Equal(code["]d2".Length..], label);
        Assert.Equal(new Gs1Code("06901234567892", (decimal?)kilograms), Gs1Code.Read(label));
    }

    [Fact]
    public async Task A_window_hears_what_a_code_of_GS1_says_element_by_element()
    {
        await using var rig = await Rig.Make();
        rig.Claims.Take("scanner-1", Tab, TimeSpan.FromMinutes(1));

        rig.Scanner.Scan("]d20106901234567892172612313103001250" + "10LOT\u001D21SER");
        rig.Scanner.Scan("]E06901234567892");
        await Wait.Until(() => rig.Labels(Tab).Length == 2);

        var told = rig.Scans(Tab).Select(scan => System.Text.Json.JsonSerializer.Serialize(scan.Detail!["elements"], System.Text.Json.JsonSerializerOptions.Web)).ToList();
        Assert.Equal([
            "[{\"ai\":\"01\",\"value\":\"06901234567892\"},{\"ai\":\"17\",\"value\":\"261231\"},{\"ai\":\"3103\",\"value\":\"001250\"},{\"ai\":\"10\",\"value\":\"LOT\"},{\"ai\":\"21\",\"value\":\"SER\"}]",
            "null",
        ], told);
    }

    [Theory]
    [InlineData("]d201069012345678923006\u001D10LOT", 6)]
    [InlineData("]d20106901234567892300610LOT", null)]
    public async Task C4_a_count_that_runs_into_a_lot_is_no_code_at_all(string code, int? pieces)
    {
        await using var rig = await Rig.Make();
        rig.Claims.Take("scanner-1", Tab, TimeSpan.FromMinutes(1));

        rig.Scanner.Scan(code);
        await Wait.Until(() => rig.Labels(Tab).Length > 0);

        Assert.Equal(pieces, Gs1Code.Read((string)rig.Labels(Tab)[0]!)?.Pieces);
    }

    [Fact]
    public async Task A_window_that_asks_for_each_scan_gets_them_one_by_one_in_order_and_the_next_one_gets_its_own()
    {
        await using var rig = await Rig.Make();
        rig.Claims.Take("scanner-1", Tab, TimeSpan.FromMinutes(1));
        rig.Device.Enable(Tab, dataEvents: false, autoDisable: true);
        rig.Scanner.Send([.. "1001\r1002\r1003\r1003\r"u8]);
        await Wait.Until(() => rig.Device.Look().Scanner!.DataCount == 4);
        Assert.Empty(rig.Labels(Tab));

        // Only the window that has it decides.
        rig.Device.Enable("another-tab-at-the-till", dataEvents: true, autoDisable: false);
        Assert.Empty(rig.Labels(Tab));
        rig.Device.Enable(Tab, dataEvents: true, autoDisable: true);
        Assert.Equal(["1001"], rig.Labels(Tab));
        rig.Device.Enable(Tab, dataEvents: true, autoDisable: true);
        Assert.Equal(["1001", "1002"], rig.Labels(Tab));
        Assert.Equal((false, true, 2), rig.Device.Look().Scanner is { } one ? (one.DataEventEnabled, one.AutoDisable, one.DataCount) : default);
        rig.Device.Enable(Tab, dataEvents: true, autoDisable: false);
        Assert.Equal(["1001", "1002", "1003", "1003"], rig.Labels(Tab));

        // What waits for a window goes with its claim.
        rig.Device.Enable(Tab, dataEvents: false, autoDisable: false);
        rig.Scanner.Scan("1004");
        await Wait.Until(() => rig.Device.Look().Scanner!.DataCount == 1);
        rig.Claims.Release("scanner-1", rig.Claims.Holder("scanner-1")!.ClaimId);
        rig.Claims.Take("scanner-1", "another-tab-at-the-till", TimeSpan.FromMinutes(1));
        rig.Scanner.Scan("1005");
        await Wait.Until(() => rig.Labels("another-tab-at-the-till").Length > 0);
        Assert.Equal(["1005"], rig.Labels("another-tab-at-the-till"));
    }

    [Fact]
    public async Task No_more_scans_wait_than_anyone_could_want()
    {
        await using var till = await DeviceTill.Open(settings: "--Devices:Virtual=true");
        Assert.Equal(400, (await till.Client.Put("/api/devices/scanners/scanner/data-event-enabled", new { client = "short", enabled = false })).Status);
        (await till.Client.Put("/api/devices/scanners/scanner/data-event-enabled", new { client = Tab, enabled = false })).Ok();
        Assert.Equal(409, (await till.Client.Put("/api/devices/scanners/scanner/data-event-enabled", new { client = "another-tab-at-the-till", enabled = true })).Status);
        await DeviceTill.Eventually(async () => (await till.Device("scanner")).GetProperty("online").ValueKind == System.Text.Json.JsonValueKind.True, () => "It is not there.");
        for (var scan = 0; scan < ScanQueue.WaitAtMost + 2; scan++)
            (await till.Client.Post("/api/devices/virtual", new { scan = $"{scan}" })).Ok();
        await DeviceTill.Eventually(async () => (await till.Device("scanner")).GetProperty("scanner").GetProperty("unheard").GetInt32() == 2, () => "Nothing is lost.");

        (await till.Client.Put("/api/devices/scanners/scanner/data-event-enabled", new { client = Tab, enabled = true })).Ok();
        var told = (await till.Client.Get($"/api/devices/events?client={Tab}&kind=data&limit=200")).Ok().GetProperty("items").EnumerateArray().Select(data => data.GetProperty("detail").GetProperty("label").GetString());
        Assert.Equal(Enumerable.Range(0, ScanQueue.WaitAtMost).Select(scan => $"{scan}"), told);
    }

    [Fact]
    public async Task A_window_that_comes_back_late_gets_no_old_scans()
    {
        var clock = new MovedClock();
        await using var rig = await Rig.Make(clock);
        rig.Claims.Take("scanner-1", Tab, TimeSpan.FromMinutes(5));
        rig.Scanner.Scan("130123456789012345");
        await Wait.Until(() => rig.Labels(Tab).Length == 1);
        Assert.Equal([true], rig.Scans(Tab).Select(scan => scan.Detail!["mayPay"]));

        clock.Moved = TimeSpan.FromSeconds(20);
        Assert.Empty(rig.Labels(Tab));
    }

    [Fact]
    public async Task A_scanner_that_types_like_a_keyboard_is_heard_like_any_other()
    {
        var (till, keyboard) = PipeLink.Pair();
        var (events, clock) = (new EventLog(TimeProvider.System), TimeProvider.System);
        var claims = new ClaimBook(events, clock);
        var links = new LinkOpener(clock);
        links.Offer(LinkKind.Virtual, "keys", () => new KeyboardLink(till));
        await using var device = new ScannerDevice(new ScannerSettings("scanner-1", "", "virtual:keys"), new DeviceParts(links, events, new StatisticsBook(clock), clock, NullLogger<DeviceParts>.Instance), claims);
        device.Start();
        claims.Take("scanner-1", Tab, TimeSpan.FromMinutes(1));
        object?[] Labels() => [.. events.Since(0, Tab, 1000).Where(told => told.Event == "data").Select(told => told.Detail!["label"])];

        // Split in the middle of an event, as no driver does and a slow machine might.
        var typed = Keys("]d20106901234567892" + "10Lot/A_7\u001D21~\r" + "6901234567892\r");
        await keyboard.Send(typed.AsMemory(0, 1001), CancellationToken.None);
        await keyboard.Send(typed.AsMemory(1001), CancellationToken.None);

        await Wait.Until(() => Labels().Length == 2);
        Assert.Equal(["0106901234567892" + "10Lot/A_7\u001D21~", "6901234567892"], Labels());
    }

    [Fact]
    public async Task What_is_no_keyboard_is_not_taken_for_one_and_nothing_but_a_scanner_types()
    {
        Assert.Equal("link.no_keyboard", (await Assert.ThrowsAsync<LinkFailed>(async () => await KeyboardLink.Open(new LinkAddress(LinkKind.Keys, "/dev/null")))).Code);
        Assert.Equal("link.not_found", (await Assert.ThrowsAsync<LinkFailed>(async () => await new LinkOpener(TimeProvider.System).Open(LinkAddress.Parse("keys:/dev/input/by-id/none-event-kbd"), CancellationToken.None))).Code);
        Assert.Empty(new HardwareProfile(Scanners: [new ScannerSettings("scanner", "", "keys:/dev/input/by-id/x-event-kbd")]).Faults());
        Assert.Contains("only a scanner", Assert.Single(new HardwareProfile(Scales: [new ScaleSettings("scale", "", "keys:/dev/input/by-id/x-event-kbd")]).Faults()), StringComparison.Ordinal);
    }

    /// <summary>What Linux tells of keys: each pressed and let go, with shift or control held where a character needs it.</summary>
    private static byte[] Keys(string text)
    {
        const string Plain = "\0\01234567890-=\b\tqwertyuiop[]\r\0asdfghjkl;'`\0\\zxcvbnm,./", Shifted = "\0\0!@#$%^&*()_+\b\tQWERTYUIOP{}\n\0ASDFGHJKL:\"~\0|ZXCVBNM<>?";
        var events = new List<byte>();
        foreach (var character in text)
        {
            var (held, code) = character == '\u001D' ? (29, Plain.IndexOf(']', StringComparison.Ordinal)) : Plain.IndexOf(character, StringComparison.Ordinal) is >= 0 and var plain ? (0, plain) : (42, Shifted.IndexOf(character, StringComparison.Ordinal));
            if (held > 0)
                Tell(held, 1);
            Tell(code, 1);
            Tell(code, 2);
            Tell(code, 0);
            if (held > 0)
                Tell(held, 0);
        }

        return [.. events];

        void Tell(int code, int value)
        {
            events.AddRange([.. BitConverter.GetBytes(1_700_000_000L), .. BitConverter.GetBytes(5L), .. BitConverter.GetBytes((ushort)4), .. BitConverter.GetBytes((ushort)4), .. BitConverter.GetBytes(code)]);
            events.AddRange([.. BitConverter.GetBytes(1_700_000_000L), .. BitConverter.GetBytes(5L), .. BitConverter.GetBytes((ushort)1), .. BitConverter.GetBytes((ushort)code), .. BitConverter.GetBytes(value)]);
            events.AddRange(new byte[24]);
        }
    }

    private sealed class Rig : IAsyncDisposable
    {
        public required VirtualScanner Scanner { get; init; }

        public required ScannerDevice Device { get; init; }

        public required EventLog Events { get; init; }

        public required ClaimBook Claims { get; init; }

        public required SerialCable Cable { get; init; }

        public static async Task<Rig> Make(TimeProvider? clock = null)
        {
            clock ??= TimeProvider.System;
            var scanner = new VirtualScanner();
            var cable = await SerialCable.Plug(scanner.Run);
            var events = new EventLog(clock);
            var claims = new ClaimBook(events, clock);
            var device = new ScannerDevice(new ScannerSettings("scanner-1", "", cable.Address), new DeviceParts(new LinkOpener(clock), events, new StatisticsBook(clock), clock, NullLogger<DeviceParts>.Instance), claims);
            device.Start();
            await Wait.Until(() => device.Look().Online == true);
            return new Rig { Scanner = scanner, Device = device, Events = events, Claims = claims, Cable = cable };
        }

        public bool Happened(string name) => Events.Since(0, null, 1000).Any(told => told.Name == name);

        public DeviceEvent[] Scans(string? client) => [.. Events.Since(0, client, 1000).Where(told => told.Event == "data")];

        public object?[] Labels(string? client) => [.. Scans(client).Select(scan => scan.Detail!["label"])];

        public async ValueTask DisposeAsync()
        {
            await Device.DisposeAsync();
            await Cable.DisposeAsync();
        }
    }
}
