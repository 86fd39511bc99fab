using System.Net;
using System.Net.Sockets;
using Store.Contracts.Devices;
using Store.Devices.EscPos;
using Store.Devices.Virtual;
using static Store.Tests.Devices.Papers;

namespace Store.Tests.Devices;

/// <summary>A virtual printer in the network, and what can go wrong on the way to it.</summary>
public sealed class VirtualPrinterServerTests : IAsyncLifetime
{
    private static readonly byte[] Job = [.. EscPosEncoder.Encode(Document(PrintElement.Line("one"), PrintElement.Cut), Wide with { AutoStatus = false }).Bytes, .. EscPosCommands.ReportProcess("AbC1")];

    private readonly VirtualPrinter _printer = Printer(Wide);
    private VirtualPrinterServer _server = null!;

    public Task InitializeAsync()
    {
        _server = new VirtualPrinterServer(_printer, port: 0);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Prints_and_answers_and_serves_the_next_when_one_has_left()
    {
        for (var turn = 1; turn <= 2; turn++)
        {
            using var client = await Connect();
            await client.SendAsync(Job);

            Assert.Equal([new ProcessCompleted("AbC1")], new StatusReader().Read(await Receive(client, 7)));
            Assert.Equal(turn, _printer.Receipts.Count);
        }
    }

    [Fact]
    public async Task Tells_what_happens_to_it_by_itself()
    {
        using var client = await Connect();
        var reader = new StatusReader();
        await client.SendAsync(EscPosCommands.AutoStatus(on: true));
        reader.Read(await Receive(client, 4));

        _printer.OpenCover();

        reader.Read(await Receive(client, 4));
        Assert.True(reader.Status.CoverOpen);
    }

    [Fact]
    public async Task A_pulled_cable_breaks_the_connection_and_no_one_gets_through_until_it_is_back()
    {
        using var client = await Connect();
        await client.SendAsync(EscPosCommands.RealTimeStatus(1));
        await Receive(client, 1);

        _server.PullCable();

        await Assert.ThrowsAsync<SocketException>(() => Receive(client, 1));
        await Assert.ThrowsAsync<SocketException>(Connect);
        _server.PlugCable();
        using var again = await Connect();
        await again.SendAsync(Job);
        await Receive(again, 7);
    }

    [Fact]
    public async Task A_dead_line_swallows_what_comes_and_a_stalled_printer_only_holds_it()
    {
        using var client = await Connect();
        await client.SendAsync(EscPosCommands.RealTimeStatus(1));
        await Receive(client, 1);

        _server.Stalled = true;
        // What it waits for at this moment it still takes.
        await client.SendAsync(EscPosCommands.LineFeed);
        while (_printer.Receipt.Lines.Count == 0)
            await Task.Delay(5);
        await client.SendAsync(Job);
        Assert.Empty(_printer.Receipts);
        _server.Stalled = false;
        await Receive(client, 7);

        _server.HalfOpen = true;
        await client.SendAsync(EscPosCommands.LineFeed);
        await client.SendAsync(Job);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Receive(client, 7, TimeSpan.FromMilliseconds(200)));
        Assert.Single(_printer.Receipts);
    }

    [Fact]
    public async Task A_lost_byte_is_lost()
    {
        using var client = await Connect();
        _server.DropByte(2);

        await client.SendAsync("abc\n"u8.ToArray());
        await client.SendAsync(EscPosCommands.ReportProcess("AbC1"));
        await Receive(client, 7);

        Assert.Equal("ac", _printer.Receipt.Text);
    }

    [Fact]
    public async Task It_prints_on_and_answers_on_a_machine_that_hardly_gets_round_to_it()
    {
        // Between any two looks at this clock more time goes by than half a line takes: a line is over before anyone has gone to sleep until its end.
        await using var slow = new VirtualPrinterServer(Printer(Wide, new VirtualPrinterOptions(MmPerSecond: 200), new HurriedClock(TimeSpan.FromMilliseconds(12))), port: 0);
        using var client = await Connect(slow);

        await client.SendAsync(Job);

        Assert.Equal([new ProcessCompleted("AbC1")], new StatusReader().Read(await Receive(client, 7)));
    }

    private Task<Socket> Connect() => Connect(_server);

    private static async Task<Socket> Connect(VirtualPrinterServer server)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        return client;
    }

    private static async Task<byte[]> Receive(Socket client, int count, TimeSpan? atMost = null)
    {
        using var tooLong = new CancellationTokenSource(atMost ?? TimeSpan.FromSeconds(20));
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            var more = await client.ReceiveAsync(bytes.AsMemory(got), tooLong.Token);
            Assert.NotEqual(0, more);
            got += more;
        }
        return bytes;
    }

    /// <summary>Moves on whenever it is looked at.</summary>
    private sealed class HurriedClock(TimeSpan step) : TimeProvider
    {
        private long _looks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + (step * Interlocked.Increment(ref _looks));
    }
}
