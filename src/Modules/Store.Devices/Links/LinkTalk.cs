using Store.Devices.Registry;

namespace Store.Devices.Links;

/// <summary>A conversation with a printer over one open wire: listens all the time, and remembers what was heard.</summary>
internal abstract class LinkTalk(ILink link, TimeProvider clock) : IAsyncDisposable
{
    private readonly CancellationTokenSource over = new();
    private Task listening = Task.CompletedTask;

    /// <summary>Rings at everything that is heard, and when the wire is gone.</summary>
    public Bell Heard { get; } = new();

    /// <summary>The wire is gone.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The printer can say nothing over this wire.</summary>
    public bool IsOneWay => link.IsOneWay;

    /// <summary>How the printer is, by its port; null where that cannot say.</summary>
    public PortStatus? Port => link.ReadPort();

    /// <summary>Done once nothing more is heard.</summary>
    public Task Over => listening;

    /// <summary>Held while something is heard or looked at.</summary>
    protected Lock Gate { get; } = new();

    public async Task Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => await link.Send(bytes, cancellationToken);

    /// <summary>Sends a paper: done when the printer has all of it, as far as that can be known.</summary>
    public async Task Hand(ReadOnlyMemory<byte> paper, CancellationToken cancellationToken)
    {
        await link.Send(paper, cancellationToken);
        await link.Drain(cancellationToken);
    }

    /// <summary>Waits until something was heard.</summary>
    /// <returns>Whether it was, before the time was up and the wire gone.</returns>
    public async Task<bool> Until(Func<bool> heard, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            var next = Heard.Next;
            lock (Gate)
            {
                if (heard())
                    return true;
            }

            var left = atMost - clock.GetElapsedTime(since);
            if (IsLost || left <= TimeSpan.Zero)
                return false;
            await Wait(left, cancellationToken, next);
        }
    }

    /// <summary>Waits until nothing is heard for so long.</summary>
    /// <returns>Whether that was so before the time was up and the wire gone.</returns>
    public async Task<bool> Quiet(TimeSpan length, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        while (!IsLost && clock.GetElapsedTime(since) < atMost)
        {
            var next = Heard.Next;
            await Wait(length, cancellationToken, next);
            if (!next.IsCompleted)
                return true;
        }

        return false;
    }

    /// <summary>Waits for the first of these, or for the time to be up.</summary>
    public async Task Wait(TimeSpan atMost, CancellationToken cancellationToken, params IEnumerable<Task> any)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny([.. any, Task.Delay(atMost, clock, enough.Token)]);
        await enough.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await listening;
        over.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins to listen, once whoever hears is ready.</summary>
    protected void Listen() => listening = Task.Run(ListenOn);

    /// <summary>Takes in what came; the gate is held.</summary>
    protected abstract void Hear(ReadOnlySpan<byte> bytes);

    private async Task ListenOn()
    {
        var buffer = new byte[512];
        try
        {
            while (await link.Receive(buffer, over.Token) is > 0 and var count)
            {
                lock (Gate)
                    Hear(buffer.AsSpan(0, count));
                Heard.Ring();
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Said below.
        }

        IsLost = true;
        Heard.Ring();
    }
}
