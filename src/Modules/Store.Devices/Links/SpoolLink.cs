namespace Store.Devices.Links;

/// <summary>
/// A printer behind Windows' spooler: whatever is sent at once is one document of raw bytes. Nothing is heard from it, and that the spooler has a document says nothing about paper, so a paper counts as
/// printed only where the profile says that what was sent does.
/// </summary>
internal sealed class SpoolLink : ILink
{
    private const string Title = "Store";
    private const int NoSuchPrinter = 1801;
    private const int SpoolerStopped = 1722;
    private const int NoPermission = 5;

    // PRINTER_STATUS_...: paused; error, jam, paper problem, user intervention, door open; paper out; offline, not available.
    private const uint Paused = 0x1;
    private const uint Fault = 0x2 | 0x8 | 0x40 | 0x10_0000 | 0x40_0000;
    private const uint PaperOut = 0x10;
    private const uint Offline = 0x80 | 0x1000;

    private readonly IWinspool spooler;
    private readonly nint printer;
    private readonly CancellationTokenSource closed = new();
    private readonly Lock gate = new();

    private SpoolLink(IWinspool spooler, nint printer)
    {
        this.spooler = spooler;
        this.printer = printer;
    }

    public bool IsOneWay => true;

    /// <exception cref="LinkFailed">It is not there or forbidden, or nothing is printed on this machine.</exception>
    public static SpoolLink Open(IWinspool spooler, string name)
    {
        var handle = spooler.Open(name);
        return handle != 0 ? new SpoolLink(spooler, handle) : throw (spooler.LastError switch
        {
            NoPermission => new LinkFailed("link.no_permission", $"This service may not print on {name}: give its account the right to print in the printer's properties."),
            SpoolerStopped => new LinkFailed("link.spooler_stopped", "Windows' print spooler does not run: start it."),
            NoSuchPrinter => new LinkFailed("link.not_found", $"Windows has no printer called {name}."),
            var error => new LinkFailed("link.unreachable", $"Windows does not open the printer {name}: error {error}."),
        });
    }

    public ValueTask Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => new(Task.Run(() => Print(bytes.Span), cancellationToken));

    public async ValueTask<int> Receive(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closed.Token);
        await Task.Delay(Timeout.Infinite, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return 0;
    }

    public PortStatus? ReadPort()
    {
        lock (gate)
            return closed.IsCancellationRequested || spooler.Status(printer) is not { } status ? null : new PortStatus((status & PaperOut) != 0, (status & (Paused | Offline)) != 0, (status & Fault) != 0);
    }

    public ValueTask DisposeAsync()
    {
        closed.Cancel();
        lock (gate)
            spooler.Close(printer);
        closed.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Print(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (closed.IsCancellationRequested || !spooler.Begin(printer, Title))
                throw Lost();
            while (bytes.Length > 0)
            {
                var written = spooler.Write(printer, bytes);
                if (written <= 0)
                {
                    var lost = Lost();
                    spooler.Abort(printer);
                    throw lost;
                }

                bytes = bytes[written..];
            }

            if (!spooler.End(printer))
                throw Lost();
        }
    }

    /// <summary>A handle with which something failed is not used again: whoever listens finds the printer gone, and opens it anew.</summary>
    private LinkFailed Lost()
    {
        var lost = new LinkFailed("link.lost", $"Windows did not take what was to be printed: error {spooler.LastError}.");
        closed.Cancel();
        return lost;
    }
}
