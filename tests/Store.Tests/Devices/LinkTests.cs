using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Store.Devices.Links;
using Store.Devices.Virtual;
using Store.Tests.Processes;

namespace Store.Tests.Devices;

/// <summary>The wires: what is set on a serial line, how a pulled cable shows, and which addresses are taken.</summary>
public sealed class LinkTests
{
    [Theory]
    [InlineData("9600,8N1", 0x30u, 13u)]
    [InlineData("9600,7E1", 0x20u | 0x100u, 13u)]
    [InlineData("1200,7O2", 0x20u | 0x300u | 0x40u, 9u)]
    [InlineData("115200,8N1,RTS", 0x30u | 0x8000_0000u, 0x1002u)]
    public void The_struct_for_the_driver_says_what_the_profile_says(string text, uint frame, uint speed)
    {
        var settings = SerialSettings.Parse(text);
        var termios = Enumerable.Repeat((byte)0xFF, Termios.Size).ToArray();

        Termios.Set(termios, settings);

        // CREAD and CLOCAL besides; input, output and line discipline raw.
        Assert.Equal(frame | speed | 0x80u | 0x800u, BitConverter.ToUInt32(termios, 8) & 0x8000_1BFFu);
        Assert.Equal((0u, 0u), (BitConverter.ToUInt32(termios, 4), BitConverter.ToUInt32(termios, 12)));
        Assert.Equal((speed, speed), (BitConverter.ToUInt32(termios, 52), BitConverter.ToUInt32(termios, 56)));
        Assert.Equal(settings, Termios.Describe(termios));
    }

    [Fact]
    public async Task P7_A_serial_line_carries_bytes_both_ways_and_a_pulled_cable_is_noticed()
    {
        using var folder = new TemporaryFolder();
        using var cable = await Cable(folder);
        await using var till = PosixLink.Open(LinkAddress.Parse($"serial:{folder["a"]}?19200,7E1"));
        await using var device = PosixLink.Open(LinkAddress.Parse($"serial:{folder["b"]}?19200,8N1"));

        // The kernel keeps the speed of a pseudo-terminal and drops its parity, which is why seven bits are masked.
        Assert.Equal((19200, 8, 'N'), till.ReadBack() is var set ? (set.Baud, set.DataBits, set.Parity) : default);
        await device.Send(new byte[] { 0x82, 0x30, 0xB1, 0x2E, 0xB2, 0x35, 0x30, 0x8D }, CancellationToken.None);
        Assert.Equal("\u000201.250\r", System.Text.Encoding.ASCII.GetString(await Read(till, 8)));
        var sending = till.Send(new byte[10_000], CancellationToken.None).AsTask();
        Assert.Equal(10_000, (await Read(device, 10_000)).Length);
        await sending;

        cable.Kill();
        await cable.WaitForExitAsync();
        Assert.Equal(0, await till.Receive(new byte[16], CancellationToken.None));
        Assert.Equal("link.lost", (await Assert.ThrowsAsync<LinkFailed>(async () => await till.Send(new byte[16], CancellationToken.None))).Code);
    }

    [Fact]
    public async Task P18_A_line_that_is_taken_or_not_there_is_told_in_words()
    {
        using var folder = new TemporaryFolder();
        using var cable = await Cable(folder);
        await using var first = PosixLink.Open(LinkAddress.Parse($"serial:{folder["a"]}"));

        Assert.Equal("link.not_found", Assert.Throws<LinkFailed>(() => PosixLink.Open(LinkAddress.Parse($"file:{folder["none"]}"))).Code);
        Assert.Equal("link.not_serial", Assert.Throws<LinkFailed>(() => PosixLink.Open(LinkAddress.Parse("serial:/dev/null"))).Code);
        Assert.Equal("link.refused", (await Assert.ThrowsAsync<LinkFailed>(async () => await new LinkOpener(TimeProvider.System).Open(LinkAddress.Parse("tcp:127.0.0.1:1"), CancellationToken.None))).Code);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task P18_A_line_that_another_program_has_and_one_that_is_forbidden_say_what_to_do()
    {
        using var folder = new TemporaryFolder();
        using var cable = await Cable(folder);
        var line = File.ResolveLinkTarget(folder["a"], returnFinalTarget: true)!.FullName;
        File.SetUnixFileMode(line, (UnixFileMode)0b110_110_110);
        await using var queue = PosixLink.Open(LinkAddress.Parse($"serial:{line}"));
        foreach (var forbiddenOne in new[] { folder["lp0"], folder["tty0"] })
        {
            await File.WriteAllTextAsync(forbiddenOne, "");
            File.SetUnixFileMode(forbiddenOne, UnixFileMode.None);
        }

        var (taken, forbidden, serial) = await Unprivileged(() => (Refusal($"serial:{line}"), Refusal($"file:{folder["lp0"]}"), Refusal($"serial:{folder["tty0"]}")));

        Assert.Equal("link.busy", taken.Code);
        Assert.Contains("CUPS", taken.Message, StringComparison.Ordinal);
        Assert.Equal("link.no_permission", forbidden.Code);
        Assert.Contains("group lp", forbidden.Message, StringComparison.Ordinal);
        Assert.Contains("group dialout", serial.Message, StringComparison.Ordinal);

        static LinkFailed Refusal(string address) => Assert.Throws<LinkFailed>(() => PosixLink.Open(LinkAddress.Parse(address)));
    }

    [Theory]
    [InlineData("tcp:192.168.1.50:9100", null)]
    [InlineData("serial:/dev/serial/by-id/usb-FTDI-if00?9600,7E1", null)]
    [InlineData("serial:COM3?9600,8N1", null)]
    [InlineData("serial:/dev/ttyUSB0", "by-id")]
    [InlineData("serial:/dev/serial/by-id/x?9601,8N1", "9601")]
    [InlineData("tcp:192.168.1.50", "port")]
    [InlineData("usb:MFG:EPSON;MDL:TM-T20III;SN:J5K9", null)]
    [InlineData("usb:1", "names no printer")]
    [InlineData("usb:MFG:EPSON;lp0", "names no printer")]
    [InlineData("keys:/dev/input/by-id/usb-Honeywell-event-kbd", null)]
    [InlineData("keys:/dev/input/event5", "by-id")]
    [InlineData("parallel:1", "no way")]
    [InlineData("receipt", "no address")]
    public void N5_Addresses_are_of_devices_and_not_of_numbers_that_change(string address, string? fault)
    {
        if (fault is null)
            Assert.NotEmpty(LinkAddress.Parse(address).Target);
        else
            Assert.Contains(fault, Assert.Throws<FormatException>(() => LinkAddress.Parse(address)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_printer_that_says_nothing_is_not_taken_for_one_that_is_gone()
    {
        await using var printer = PosixLink.Open(LinkAddress.Parse("file:/dev/null"));

        var heard = printer.Receive(new byte[16], CancellationToken.None).AsTask();
        await printer.Send(new byte[10_000], CancellationToken.None);
        await printer.Drain(CancellationToken.None);

        Assert.NotSame(heard, await Task.WhenAny(heard, Task.Delay(300)));
        Assert.Null(printer.ReadPort());
    }

    [Theory]
    [InlineData("9600,8N1", 0x1011u)]
    [InlineData("9600,7E1", 0x1013u)]
    [InlineData("19200,8N1,RTS", 0x2015u)]
    [InlineData("19200,8N1,XON", 0x1111u)]
    public void On_Windows_the_device_sees_that_someone_is_there(string text, uint flags) => Assert.Equal(flags, WindowsLink.Flags(SerialSettings.Parse(text)));

    [Theory]
    [InlineData("tcp:192.168.1.50:9100", true)]
    [InlineData("file:/dev/usb/lp0", true)]
    [InlineData("usb:MFG:EPSON;MDL:TM-T20III", true)]
    [InlineData("serial:/dev/serial/by-id/x?9600,8N1", true)]
    [InlineData("serial:/dev/ttyS0", true)]
    [InlineData("keys:/dev/input/by-id/usb-Cherry_Keyboard-event-kbd", false)]
    [InlineData("file:/etc/passwd", false)]
    [InlineData("file:/dev/usb/../../etc/passwd", false)]
    [InlineData("file:/dev/fd/5", false)]
    [InlineData("file:/dev/shm/x", false)]
    [InlineData("serial:/tmp/pipe", false)]
    [InlineData("file:profile.json", false)]
    public void Only_devices_are_reached_at_a_pages_word(string address, bool isDevice) => Assert.Equal(isDevice, LinkAddress.Parse(address).IsDevice);

    [Fact]
    public async Task P7_A_printer_on_a_serial_line_prints_once_and_a_pulled_cable_leaves_it_uncertain()
    {
        using var folder = new TemporaryFolder();
        var cable = await Cable(folder);
        var paper = new VirtualPrinter(new VirtualPrinterOptions { MmPerSecond = 60 }, TimeProvider.System);
        await using var till = await DeviceTill.Open();
        till.Write("profile.json", new { printers = new[] { till.Printer(address: $"serial:{folder["a"]}?19200,8N1") } });
        await till.Stop();
        await till.Start();
        await using var wire = PosixLink.Open(LinkAddress.Parse($"serial:{folder["b"]}?19200,8N1"));
        var printer = Task.Run(() => SerialCable.Print(paper, wire, CancellationToken.None));

        await till.Until(await till.Print("串口"), "Printed");
        var id = await till.Print("拔线", lines: 40);
        await DeviceTill.Eventually(() => paper.State.Printing && paper.Receipt.Text.Contains("拔线", StringComparison.Ordinal), "It does not print.");
        cable.Kill();
        await printer;
        Assert.Equal("printer.lost_meanwhile", (await till.Until(id, "Uncertain")).GetProperty("reason").GetString());
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("problem") is { ValueKind: System.Text.Json.JsonValueKind.Object } problem && problem.GetProperty("code").GetString() == "link.not_found", () => "Nobody says that the cable is out.");
        cable.Dispose();
    }

    /// <summary>The kernel refuses nothing to the superuser, who may be running the tests: does it on a thread of its own that is one no more.</summary>
    private static Task<T> Unprivileged<T>(Func<T> act) => Task.Factory.StartNew(() =>
    {
        if (!Environment.IsPrivilegedProcess)
            return act();
        Become(65534);
        try
        {
            return act();
        }
        finally
        {
            // What comes after may run on a thread that this one starts, with the rights that this one has by then.
            Become(0);
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.RunContinuationsAsynchronously, TaskScheduler.Default);

    private static void Become(nint user) => Assert.Equal(0, SystemCall(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 147 : 117, -1, user, -1));

    /// <summary>setresuid, as the C library has it, is of the whole process.</summary>
    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static extern nint SystemCall(nint number, nint real, nint effective, nint saved);

    private static async Task<byte[]> Read(PosixLink link, int count)
    {
        var all = new List<byte>();
        var buffer = new byte[4096];
        while (all.Count < count)
        {
            var read = await link.Receive(buffer, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
            Assert.NotEqual(0, read);
            all.AddRange(buffer[..read]);
        }

        return [.. all];
    }

    /// <summary>Two pseudo-terminals with a wire between them; killing the process pulls it.</summary>
    private static async Task<Process> Cable(TemporaryFolder folder)
    {
        var cable = Process.Start(new ProcessStartInfo("socat", [$"pty,raw,echo=0,link={folder["a"]}", $"pty,raw,echo=0,link={folder["b"]}"]) { UseShellExecute = false })!;
        await DeviceTill.Eventually(() => File.Exists(folder["a"]) && File.Exists(folder["b"]), "socat does not run.");
        return cable;
    }
}
