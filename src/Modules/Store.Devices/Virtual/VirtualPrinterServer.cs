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

    private readonly VirtualPrinter _printer;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _saying = new(1);
    private readonly Task _serving;
    private readonly Task _printing;
    private TcpListener? _listener;
    private Socket? _client;
    private long _untilDropped = -1;

    /// <param name="port">0 takes any that is free.</param>
    public VirtualPrinterServer(VirtualPrinter printer, int port)
    {
        _printer = printer;
        _listener = Listen(port);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _printer.Changed += OnChanged;
        _serving = Serve();
        _printing = PrintOn();
    }

    public int Port { get; }

    /// <summary>The line is dead and no one has said so: what comes is lost, nothing is answered, nothing is closed.</summary>
    public bool HalfOpen { get; set; }

    /// <summary>It takes nothing for now, and makes others wait.</summary>
    public bool Stalled { get; set; }

    /// <summary>Loses one byte: 1 is the next that comes.</summary>
    public void DropByte(long number) => Interlocked.Exchange(ref _untilDropped, number);

    /// <summary>Whoever talks to it is cut off, and no one gets through.</summary>
    public void PullCable()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
            if (_client is not { } client)
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
        lock (_gate)
            _listener ??= Listen(Port);
    }

    public async ValueTask DisposeAsync()
    {
        _printer.Changed -= OnChanged;
        await _stop.CancelAsync();
        PullCable();
        await Task.WhenAll(_serving, _printing);
        _stop.Dispose();
        _wake.Dispose();
        _saying.Dispose();
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
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    private async Task Serve()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpListener? listener;
            lock (_gate)
                listener = _listener;
            try
            {
                if (listener is null)
                {
                    await Task.Delay(Tick, _stop.Token);
                    continue;
                }
                using var client = await listener.AcceptSocketAsync(_stop.Token);
                lock (_gate)
                    _client = client;
                client.NoDelay = true;
                await Take(client);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
            {
                // The cable was pulled, or the other side left: the next one may come.
            }
            finally
            {
                lock (_gate)
                    _client = null;
            }
        }
    }

    private async Task Take(Socket client)
    {
        var buffer = new byte[1024];
        while (true)
        {
            var room = Stalled ? 0 : HalfOpen ? buffer.Length : Math.Min(_printer.Room, buffer.Length);
            if (room == 0)
            {
                await Task.Delay(Tick, _stop.Token);
                continue;
            }
            var count = await client.ReceiveAsync(buffer.AsMemory(0, room), _stop.Token);
            if (count == 0)
                return;
            if (HalfOpen)
                continue;
            var bytes = Arrived(buffer.AsSpan(0, count));
            await Say(() => _printer.Feed(bytes));
        }
    }

    private byte[] Arrived(ReadOnlySpan<byte> bytes)
    {
        var before = Interlocked.Read(ref _untilDropped);
        if (before <= 0)
            return bytes.ToArray();
        Interlocked.Exchange(ref _untilDropped, before > bytes.Length ? before - bytes.Length : -1);
        return before > bytes.Length ? bytes.ToArray() : [.. bytes[..((int)before - 1)], .. bytes[(int)before..]];
    }

    /// <summary>The printer goes on as time does, whether or not someone listens.</summary>
    private async Task PrintOn()
    {
        try
        {
            while (true)
            {
                await Say(_printer.Advance);
                await _wake.WaitAsync(_printer.State.Printing ? Tick : Timeout.InfiniteTimeSpan, _stop.Token);
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
        await _saying.WaitAsync(_stop.Token);
        try
        {
            var replies = print();
            Socket? client;
            lock (_gate)
                client = _client;
            if (client is not null && replies.Length > 0 && !HalfOpen)
                await client.SendAsync(replies, _stop.Token);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // No one is there any more; whoever reads notices too.
        }
        finally
        {
            _saying.Release();
        }
    }
}
