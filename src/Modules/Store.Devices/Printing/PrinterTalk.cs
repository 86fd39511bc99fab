using Store.Devices.EscPos;
using Store.Devices.Links;

namespace Store.Devices.Printing;

/// <summary>A conversation with a receipt printer over one open wire.</summary>
internal sealed class PrinterTalk : LinkTalk
{
    private readonly Action<PrinterStatus> told;
    private readonly StatusReader reader = new();
    private int turns;
    private string? process;
    private (int Count, string Last) named;

    /// <param name="link">The wire.</param>
    /// <param name="clock">For waiting.</param>
    /// <param name="told">Hears of every status.</param>
    public PrinterTalk(ILink link, TimeProvider clock, Action<PrinterStatus> told)
        : base(link, clock)
    {
        this.told = told;
        Listen();
    }

    public PrinterStatus Status
    {
        get
        {
            lock (Gate)
                return reader.Status;
        }
    }

    /// <summary>Whether it says by itself what has changed, as it has done on this wire.</summary>
    public bool Reports
    {
        get
        {
            lock (Gate)
                return reader.Reports > 0;
        }
    }

    /// <summary>It has not answered for long and will not: what it says from now on is about what it is asked from now on.</summary>
    public void Forget()
    {
        lock (Gate)
            reader.Forget();
    }

    /// <summary>Asks in real time, one thing after the other. While an answer is still to come nothing is asked: it would be taken for the answer to that.</summary>
    /// <returns>Whether it answered all of it.</returns>
    public async Task<bool> AskStatus(IEnumerable<int> about, TimeSpan each, CancellationToken cancellationToken)
    {
        foreach (var what in about)
        {
            if (!await Until(() => reader.RealTimeOutstanding == 0, each, cancellationToken))
                return false;
            lock (Gate)
                reader.ExpectRealTime(what);
            await Send(EscPosCommands.RealTimeStatus(what), cancellationToken);
            if (!await Until(() => reader.RealTimeOutstanding == 0, each, cancellationToken))
                return false;
        }

        return true;
    }

    /// <summary>Asks what it calls itself, in turn: 66 its maker, 67 its model, 65 its firmware.</summary>
    /// <returns>What it says; null where it says nothing in time.</returns>
    public async Task<string?> AskName(int about, TimeSpan atMost, CancellationToken cancellationToken)
    {
        int before;
        lock (Gate)
            before = named.Count;
        await Send(EscPosCommands.PrinterName(about), cancellationToken);
        return await Until(() => named.Count > before, atMost, cancellationToken) ? named.Last.Trim() : null;
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
                lock (Gate)
                {
                    before = turns;
                    reader.ExpectPaper();
                }

                return (EscPosCommands.PaperWhenReached, () => turns > before);
            default:
                return ([], () => false);
        }
    }

    protected override void Hear(ReadOnlySpan<byte> bytes)
    {
        foreach (var message in reader.Read(bytes))
        {
            switch (message)
            {
                case StatusTold status:
                    told(status.Status);
                    break;
                case TurnReached reached:
                    turns++;
                    told(reached.Status);
                    break;
                case PrinterNamed name:
                    named = (named.Count + 1, name.Name);
                    break;
                case ProcessCompleted completed:
                    process = completed.Id;
                    break;
            }
        }
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
