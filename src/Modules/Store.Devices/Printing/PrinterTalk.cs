using Store.Devices.EscPos;
using Store.Devices.Links;
using Store.Devices.Registry;

namespace Store.Devices.Printing;

/// <summary>A conversation with a printer over one open wire: listens all the time, and remembers what was heard.</summary>
internal sealed class PrinterTalk : IAsyncDisposable
{
    private readonly ILink link;
    private readonly TimeProvider clock;
    private readonly Action<PrinterStatus> told;
    private readonly StatusReader reader = new();
    private readonly Lock gate = new();
    private readonly CancellationTokenSource over = new();
    private readonly Task listening;
    private int answers;
    private int turns;
    private string? process;

    /// <param name="link">The wire.</param>
    /// <param name="clock">For waiting.</param>
    /// <param name="told">Hears of every status.</param>
    public PrinterTalk(ILink link, TimeProvider clock, Action<PrinterStatus> told)
    {
        (this.link, this.clock, this.told) = (link, clock, told);
        listening = Task.Run(Listen);
    }

    /// <summary>Rings at everything that is heard, and when the wire is gone.</summary>
    public Bell Heard { get; } = new();

    /// <summary>The wire is gone.</summary>
    public bool IsLost { get; private set; }

    public PrinterStatus Status
    {
        get
        {
            lock (gate)
                return reader.Status;
        }
    }

    public async Task Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => await link.Send(bytes, cancellationToken);

    /// <summary>Asks in real time, one thing after the other.</summary>
    /// <returns>Whether it answered all of it.</returns>
    public async Task<bool> AskStatus(IEnumerable<int> about, TimeSpan each, CancellationToken cancellationToken)
    {
        foreach (var what in about)
        {
            int before;
            lock (gate)
            {
                before = answers;
                reader.ExpectRealTime(what);
            }

            await Send(EscPosCommands.RealTimeStatus(what), cancellationToken);
            if (!await Until(() => answers > before, each, cancellationToken))
                return false;
        }

        return true;
    }

    /// <summary>What to send behind a paper to learn that it is printed, and how to see that it was answered.</summary>
    public (byte[] Bytes, Func<bool> IsReached) Proof(Confirmation confirmation, string processId)
    {
        switch (confirmation)
        {
            case Confirmation.ProcessId:
                return (EscPosCommands.ReportProcess(processId), () => process == processId);
            case Confirmation.InOrder:
                int before;
                lock (gate)
                {
                    before = turns;
                    reader.ExpectPaper();
                }

                return (EscPosCommands.PaperWhenReached, () => turns > before);
            default:
                return ([], () => false);
        }
    }

    /// <summary>Waits until something was heard.</summary>
    /// <returns>Whether it was, before the time was up and the wire gone.</returns>
    public async Task<bool> Until(Func<bool> heard, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            var next = Heard.Next;
            lock (gate)
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
    }

    private async Task Listen()
    {
        var buffer = new byte[512];
        try
        {
            while (await link.Receive(buffer, over.Token) is > 0 and var count)
                Hear(buffer.AsSpan(0, count));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Said below.
        }

        IsLost = true;
        Heard.Ring();
    }

    private void Hear(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            foreach (var message in reader.Read(bytes))
            {
                switch (message)
                {
                    case StatusTold status:
                        answers++;
                        told(status.Status);
                        break;
                    case TurnReached reached:
                        turns++;
                        told(reached.Status);
                        break;
                    case ProcessCompleted completed:
                        process = completed.Id;
                        break;
                }
            }
        }

        Heard.Ring();
    }
}

/// <summary>How a printer says that what it was sent is on paper.</summary>
internal enum Confirmation
{
    /// <summary>Not at all: a person has to look.</summary>
    None,

    /// <summary>It does not, and whoever set it up has decided to believe it.</summary>
    Sent,

    InOrder,

    ProcessId,
}
