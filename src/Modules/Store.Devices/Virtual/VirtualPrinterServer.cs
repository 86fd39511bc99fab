using System.Net;
using System.Net.Sockets;

namespace Store.Devices.Virtual;

/// <summary>
/// A virtual printer on a TCP port of this machine, as printers in a network have port 9100: one talks to it, others wait. Its cable can be pulled, cut without a sound, or made
/// to swallow a byte.
/// </summary>
internal sealed class VirtualPrinterServer : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly IVirtualPrinter printer;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly Lock gate = new();
    private readonly SemaphoreSlim saying = new(1);
    private readonly Task serving;
    private readonly Task printing;
    private TcpListener? listening;
    private Socket? connected;
    private long untilDropped = -1;

    /// <param name="port">0 takes any that is free.</param>
    public VirtualPrinterServer(IVirtualPrinter printer, int port)
    {
        this.printer = printer;
        listening = Listen(port);
        Port = ((IPEndPoint)listening.LocalEndpoint).Port;
        printer.Changed += OnChanged;
        serving = Serve();
        printing = PrintOn();
    }

    public int Port { get; }

    /// <summary>The line is dead and no one has said so: what comes is lost, nothing is answered, nothing is closed.</summary>
    public bool HalfOpen { get; set; }

    /// <summary>It takes nothing for now, and makes others wait.</summary>
    public bool Stalled { get; set; }

    /// <summary>How fast bytes come to it, as over a serial line; 0 is at once.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>Loses one byte: 1 is the next that comes.</summary>
    public void DropByte(long number) => Interlocked.Exchange(ref untilDropped, number);

    /// <summary>Whoever talks to it is cut off, and no one gets through.</summary>
    public void PullCable()
    {
        lock (gate)
        {
            listening?.Dispose();
            listening = null;
            if (connected is not { } client)
                return;
            try
            {
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                client.Dispose();
            }
            catch (ObjectDisposedException)
            {
                // It has hung up by itself in this moment.
            }
        }
    }

    public void PlugCable()
    {
        lock (gate)
            listening ??= Listen(Port);
    }

    public async ValueTask DisposeAsync()
    {
        printer.Changed -= OnChanged;
        await stop.CancelAsync();
        PullCable();
        await Task.WhenAll(serving, printing);
        stop.Dispose();
        wake.Dispose();
        saying.Dispose();
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        listener.Start();
        return listener;
    }

    private void OnChanged(object? sender, EventArgs changed)
    {
        if (wake.CurrentCount == 0)
            wake.Release();
    }

    private async Task Serve()
    {
        while (!stop.IsCancellationRequested)
        {
            TcpListener? listener;
            lock (gate)
                listener = listening;
            try
            {
                if (listener is null)
                {
                    await Task.Delay(Tick, stop.Token);
                    continue;
                }
                using var client = await listener.AcceptSocketAsync(stop.Token);
                lock (gate)
                {
                    // The cable was pulled while it came in.
                    if (listening != listener)
                        continue;
                    connected = client;
                }

                client.NoDelay = true;
                await Take(client);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
            {
                // The cable was pulled, or the other side left: the next one may come.
            }
            finally
            {
                lock (gate)
                    connected = null;
            }
        }
    }

    private async Task Take(Socket client)
    {
        var buffer = new byte[1024];
        while (true)
        {
            var room = Stalled ? 0 : HalfOpen ? buffer.Length : Math.Min(printer.Room, buffer.Length);
            if (room == 0)
            {
                await Task.Delay(Tick, stop.Token);
                continue;
            }
            var speed = BytesPerSecond;
            if (speed > 0)
            {
                await Task.Delay(Tick, stop.Token);
                room = Math.Clamp((int)(speed * Tick.TotalSeconds), 1, room);
            }

            var count = await client.ReceiveAsync(buffer.AsMemory(0, room), stop.Token);
            if (count == 0)
                return;
            if (HalfOpen)
                continue;
            var bytes = Arrived(buffer.AsSpan(0, count));
            await Say(() => printer.Feed(bytes));
        }
    }

    private byte[] Arrived(ReadOnlySpan<byte> bytes)
    {
        var before = Interlocked.Read(ref untilDropped);
        if (before <= 0)
            return bytes.ToArray();
        Interlocked.Exchange(ref untilDropped, before > bytes.Length ? before - bytes.Length : -1);
        return before > bytes.Length ? bytes.ToArray() : [.. bytes[..((int)before - 1)], .. bytes[(int)before..]];
    }

    /// <summary>The printer goes on as time does, whether or not someone listens.</summary>
    private async Task PrintOn()
    {
        try
        {
            while (true)
            {
                await Say(printer.Advance);

                // Not whether it prints at this moment: it may have come to the end of a line since it was last told to go on, and nobody else would tell it.
                await wake.WaitAsync(printer.HasMore ? Tick : Timeout.InfiniteTimeSpan, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <summary>One at a time, so that what the printer says goes out in the order in which it said it.</summary>
    private async Task Say(Func<byte[]> print)
    {
        await saying.WaitAsync(stop.Token);
        try
        {
            var replies = print();
            Socket? client;
            lock (gate)
                client = connected;
            if (client is not null && replies.Length > 0 && !HalfOpen)
                await client.SendAsync(replies, stop.Token);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // No one is there any more; whoever reads notices too.
        }
        finally
        {
            saying.Release();
        }
    }
}
