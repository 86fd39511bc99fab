using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Devices.Links;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>Printers on USB: found by what they call themselves, whatever number the system has given them; and those that say nothing but what their port says.</summary>
public sealed class UsbPrinterTests
{
    private const string ByName = "usb:MFG:EPSON;MDL:TM-T20III";

    [Fact]
    public async Task N5_A_printer_is_found_by_its_name_whatever_its_number_is()
    {
        await using var usb = new UsbBus();
        await using var till = await DeviceTill.Open(start: false, machine: usb.Attach);
        till.Write("profile.json", new { printers = new[] { till.Printer(address: ByName) } });
        var (epson, other) = (Paper(), Paper());
        await usb.Plug("lp0", UsbBus.Xprinter, other);
        await usb.Plug("lp1", UsbBus.Epson, epson);
        await till.Start();
        await till.Until(await till.Print("一"), "Printed");

        // As after the next start of the machine.
        await usb.Pull("lp0");
        await usb.Pull("lp1");
        await usb.Plug("lp0", UsbBus.Epson, epson);
        await usb.Plug("lp1", UsbBus.Xprinter, other);
        await till.Until(await till.Print("二"), "Printed");

        Assert.Equal(["一", "二"], epson.Receipts.Select(receipt => receipt.Text.Trim()));
        Assert.Empty(other.Receipts);
    }

    [Fact]
    public async Task N5_Another_printer_in_its_place_gets_nothing_and_is_said_in_words()
    {
        await using var usb = new UsbBus();
        await using var till = await DeviceTill.Open(start: false, machine: usb.Attach);
        till.Write("profile.json", new { printers = new[] { till.Printer(address: ByName) } });
        var other = Paper();
        await usb.Plug("lp0", UsbBus.Xprinter, other);
        await till.Start();

        var id = await till.Print("小票");
        var held = await till.Until(id, "Held");

        Assert.Equal("link.another_device", held.GetProperty("reason").GetString());
        Assert.Contains("MFG:Xprinter;MDL:XP-80C;SN:7781", held.GetProperty("message").GetString(), StringComparison.Ordinal);
        await Problem(till, "link.another_device");
        Assert.Equal(0, other.State.BufferedBytes);
        Assert.Empty(other.Receipt.Text.Trim());

        var epson = Paper();
        await usb.Plug("lp1", UsbBus.Epson, epson);
        await till.Until(id, "Printed");
        Assert.Empty(other.Receipts);
    }

    [Fact]
    public async Task N5_Which_printer_was_at_a_number_is_remembered_and_another_there_prints_nothing()
    {
        await using var usb = new UsbBus();
        await using var till = await DeviceTill.Open(start: false, machine: usb.Attach);
        till.Write("profile.json", new { printers = new[] { till.Printer(address: usb.Node("lp0")) } });
        var (epson, other) = (Paper(), Paper());
        await usb.Plug("lp0", UsbBus.Epson, epson);
        await till.Start();
        await till.Until(await till.Print("一"), "Printed");

        await till.Stop();
        await usb.Pull("lp0");
        await usb.Plug("lp0", UsbBus.Xprinter, other);
        await till.Start();
        var id = await till.Print("二");
        Assert.Equal("link.another_device", (await till.Until(id, "Held")).GetProperty("reason").GetString());
        Assert.Empty(other.Receipt.Text.Trim());

        // What a printer says of its state is no other name.
        await usb.Pull("lp0");
        await usb.Plug("lp0", UsbBus.Epson.Replace("IDLE", "BUSY", StringComparison.Ordinal), epson);
        await till.Until(id, "Printed");

        // Whoever means the new one names it.
        await usb.Pull("lp0");
        await usb.Plug("lp0", UsbBus.Xprinter, other);
        await till.Stop();
        till.Write("profile.json", new { printers = new[] { till.Printer(address: "usb:mfg:XPRINTER;sn:7781") } });
        await till.Start();
        await till.Until(await till.Print("三"), "Printed");
        Assert.Equal("三", Assert.Single(other.Receipts).Text.Trim());
        Assert.DoesNotContain("lp0", await File.ReadAllTextAsync(Path.Combine(till.Folder, "usb.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_that_are_alike_need_their_serial_number_and_the_list_says_it()
    {
        await using var usb = new UsbBus();
        await using var till = await DeviceTill.Open(machine: usb.Attach);
        await usb.Plug("lp0", UsbBus.Xprinter);
        await usb.Plug("lp1", UsbBus.Xprinter.Replace("7781", "7782", StringComparison.Ordinal));
        await usb.Plug("lp2", "");

        var addresses = (await till.Client.Get("/api/devices/usb-printers")).Ok().GetProperty("printers").EnumerateArray().Select(printer => printer.GetProperty("address").GetString()).ToList();
        Assert.Equal(["usb:MFG:Xprinter;MDL:XP-80C;SN:7781", "usb:MFG:Xprinter;MDL:XP-80C;SN:7782"], addresses);

        var profile = new { printers = new[] { till.Printer(address: "usb:MDL:XP-80C") } };
        (await till.Client.Put("/api/devices/profile", profile)).Ok();
        await Problem(till, "link.ambiguous");
        (await till.Client.Put("/api/devices/profile", new { printers = new[] { till.Printer(address: "usb:MDL:TM-T88VI") } })).Ok();
        await Problem(till, "link.another_device");
        await usb.Pull("lp0");
        await usb.Pull("lp1");
        await Problem(till, "link.not_found");
    }

    [Theory]
    [InlineData(0x18, null)]
    [InlineData(0x38, "printer.paper_out")]
    [InlineData(0x10, "printer.failure")]
    [InlineData(0x08, "printer.offline")]
    public async Task One_that_says_nothing_is_known_by_its_port(int bits, string? problem)
    {
        var port = new MuteWire { Bits = 0x18 };
        await using var till = await Mute(port);
        await till.Until(await till.Print("一"), "Printed");
        var before = port.Sent;

        port.Bits = bits;
        var id = await till.Print("二");
        if (problem is not null)
        {
            Assert.Equal(problem, (await till.Until(id, "Held")).GetProperty("reason").GetString());
            await Problem(till, problem);
            Assert.DoesNotContain("二", port.Text(before), StringComparison.Ordinal);
            port.Bits = 0x18;
        }

        await till.Until(id, "Printed");
        Assert.Contains("二", port.Text(before), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_has_never_said_that_all_is_well_is_not_believed()
    {
        var port = new MuteWire { Bits = 0 };
        await using var till = await Mute(port);

        await till.Until(await till.Print("一"), "Printed");

        Assert.Equal(JsonValueKind.Null, (await till.Device()).GetProperty("problem").ValueKind);
    }

    /// <summary>A till whose printer takes everything and says nothing, and is believed.</summary>
    private static async Task<DeviceTill> Mute(MuteWire port)
    {
        var till = await DeviceTill.Open(start: false, machine: services => services.AddSingleton(_ =>
        {
            var links = new LinkOpener(TimeProvider.System);
            links.Offer(LinkKind.Virtual, "mute", () => port);
            return links;
        }));
        till.Write("profile.json", new { printers = new[] { till.Printer(address: "virtual:mute", proof: "Sent") } });
        await till.Start();
        return till;
    }

    private static VirtualPrinter Paper() => new(new VirtualPrinterOptions { MmPerSecond = 2_000 }, TimeProvider.System);

    private static Task Problem(DeviceTill till, string code) => DeviceTill.Eventually(
        async () => (await till.Device()).GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem && problem.GetProperty("code").GetString() == code, () => $"It is not {code}.");

    private sealed class MuteWire : ILink
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<byte[]> sent = [];

        public volatile int Bits;

        public int Sent => sent.Count;

        public string Text(int from) => Store.Contracts.Devices.Gb18030.Encoding.GetString([.. sent.Skip(from).SelectMany(bytes => bytes)]);

        public ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            sent.Enqueue(bytes.ToArray());
            return ValueTask.CompletedTask;
        }

        public async ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public PortStatus? ReadPort() => PortStatus.Of(Bits);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
