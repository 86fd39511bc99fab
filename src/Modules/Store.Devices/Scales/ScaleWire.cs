using System.Threading.Channels;
using Store.Devices.Links;

namespace Store.Devices.Scales;

/// <summary>The wire to a scale. It is read all the time, so that nothing that came before a question can be taken for its answer.</summary>
internal sealed class ScaleWire : IAsyncDisposable
{
    /// <summary>More than any answer; what is older is noise.</summary>
    private const int KeptAtMost = 256;

    private readonly ILink link;
    private readonly TimeProvider clock;
    private readonly Channel<byte[]> received = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly List<byte> bytes = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Task reading;

    public ScaleWire(ILink link, TimeProvider clock)
    {
        this.link = link;
        this.clock = clock;
        reading = Pump();
    }

    public delegate ScaleFrame Reader(ReadOnlySpan<byte> bytes);

    /// <summary>Ends when the scale is gone.</summary>
    public Task Gone => reading;

    public async Task Send(ReadOnlyMemory<byte> sent, CancellationToken cancellationToken) => await link.Send(sent, cancellationToken);

    /// <summary>Forgets what has come so far.</summary>
    public void Forget()
    {
        bytes.Clear();
        while (received.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>Waits for an answer; null where none came in time.</summary>
    /// <exception cref="LinkFailed">The scale is gone.</exception>
    public async Task<ScaleReading?> Await(Reader reader, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        while (true)
        {
            if (Take(reader) is { } reading)
                return reading;
            try
            {
                bytes.AddRange(await received.Reader.ReadAsync(either.Token));
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return null;
            }
            catch (ChannelClosedException exception)
            {
                throw new LinkFailed("link.lost", "The scale is gone: look at its power and its cable.", exception.InnerException);
            }
        }
    }

    /// <summary>Waits between two questions.</summary>
    public Task Pause(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, clock, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await reading;
        closing.Dispose();
    }

    private ScaleReading? Take(Reader reader)
    {
        if (bytes.Count > KeptAtMost)
            bytes.RemoveRange(0, bytes.Count - KeptAtMost);
        while (bytes.Count > 0)
        {
            var frame = reader(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
            bytes.RemoveRange(0, frame.Used);
            if (frame.Reading is not null || frame.Used == 0)
                return frame.Reading;
        }

        return null;
    }

    private async Task Pump()
    {
        var buffer = new byte[KeptAtMost];
        try
        {
            while (await link.Receive(buffer, closing.Token) is > 0 and var count)
                received.Writer.TryWrite(buffer[..count]);
            received.Writer.TryComplete();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            received.Writer.TryComplete(exception);
        }
    }
}
