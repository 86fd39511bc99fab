using Store.Devices.Drawers;
using Store.Devices.EscPos;
using Store.Devices.Jobs;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Printing;

/// <summary>
/// A receipt printer. It prints one paper after the other, each once: the journal has it before the first byte goes out, and it counts as printed when the printer says so. Bytes are never sent again:
/// where they went out and no proof came, the paper is uncertain and a person decides.
/// </summary>
internal sealed class Printer : Device
{
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SettleAtMost = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan KickPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrawerOpensWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(10);
    private static readonly int[] Everything = [1, 2, 3, 4];
    private static readonly int[] Alive = [1];

    private readonly PrinterSettings settings;
    private readonly PrinterProfile profile;
    private readonly Lock gate = new();
    private readonly Bell closingBell = new();
    private readonly Bell finished = new();
    private PrinterStatus status = new();
    private Confirmation? confirmation;
    private PrinterTalk? open;
    private long processes;
    private bool speaks;
    private bool isBehind = true;
    private volatile bool closing;
    private volatile bool printing;

    public Printer(PrinterSettings settings, DeviceParts parts, JobBook jobs)
        : base(settings, DeviceKind.Printer, parts)
    {
        this.settings = settings;
        profile = settings.Profile ?? new PrinterProfile();
        Jobs = jobs;
        Drawer = settings.Drawer is null ? null : new Drawer(settings.Drawer, Id, parts.Events);
        confirmation = settings.Proof switch
        {
            ProofOfPrint.ProcessId => Confirmation.ProcessId,
            ProofOfPrint.InOrder => Confirmation.InOrder,
            ProofOfPrint.Sent => Confirmation.Sent,
            _ => null,
        };

        // An answer to a paper of the last run must not be taken for one of this.
        processes = parts.Clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    public JobBook Jobs { get; }

    public PrinterProfile Profile => profile;

    /// <summary>The drawer on its socket.</summary>
    public Drawer? Drawer { get; }

    public override DeviceInfo Look() => base.Look() with
    {
        Printer = new PrinterInfo(
            status.PaperOut, status.PaperNearEnd, status.CoverOpen, status.IsFaulty, confirmation?.ToString(), Jobs.Waiting, Jobs.Uncertain,
            profile.Columns, Drawer?.Id),
    };

    /// <summary>Takes a job on and goes to it at once.</summary>
    public PrintJob Take(JobRequest request)
    {
        var job = Jobs.Add(request);
        Reach();
        return job;
    }

    /// <summary>Someone has freed the cutter: the printer goes on where it stopped.</summary>
    public async Task Recover(CancellationToken cancellationToken)
    {
        if (open is not { } talk)
            throw new OutOfReach(Unreachable?.Code ?? PrinterWords.NoAnswer.Code, Unreachable?.Message ?? PrinterWords.NoAnswer.Message);
        await talk.Send(EscPosCommands.Recover, cancellationToken);
    }

    /// <summary>Lets the paper in the printer come out before it hangs up.</summary>
    public override async ValueTask DisposeAsync()
    {
        lock (gate)
            closing = true;
        closingBell.Ring();
        var since = Parts.Clock.GetTimestamp();
        while (printing && PrinterWords.Problem(status) is null && Parts.Clock.GetElapsedTime(since) < FinishWithin)
            await Task.WhenAny(finished.Next, Task.Delay(Tick, Parts.Clock));
        await base.DisposeAsync();
        Jobs.Dispose();
    }

    protected override async Task Serve(ILink link, CancellationToken cancellationToken)
    {
        await using var talk = new PrinterTalk(link, Parts.Clock, Told);
        await Greet(talk, cancellationToken);
        open = talk;
        try
        {
            while (true)
            {
                var (heard, changed) = (talk.Heard.Next, Jobs.Changed.Next);
                if (talk.IsLost)
                    throw new LinkFailed("link.lost", PrinterWords.NoAnswer.Message);
                if (closing || Due() is not { } job)
                {
                    await Rest(talk, heard, changed, cancellationToken);
                    continue;
                }

                await Look(talk, cancellationToken);
                if (PrinterWords.Problem(status) is { } problem)
                {
                    if (CanKickAtOnce(job))
                    {
                        await KickAtOnce(talk, job, cancellationToken);
                        continue;
                    }

                    Hold(job, problem);
                    await talk.Wait(PollEvery, cancellationToken, heard, changed);
                    continue;
                }

                if (confirmation is null)
                    await Probe(talk, cancellationToken);
                else if (isBehind)
                    await Settle(talk, confirmation.Value, cancellationToken);
                else
                    await Do(talk, job, cancellationToken);
            }
        }
        finally
        {
            open = null;
        }
    }

    protected override void OnLost(DeviceProblem why)
    {
        if (Due() is { } job)
            Hold(job, why);
    }

    /// <summary>The next job that is still of use.</summary>
    private PrintJob? Due()
    {
        while (Jobs.Next() is { } job)
        {
            if (!IsTooLate(job))
                return job;
            Jobs.Move(job.JobId, job.State, JobState.Expired, "job.expired", "It could not be done in time.");
        }

        return null;
    }

    private bool IsTooLate(PrintJob job) => job.Request.ExpiresAt is { } until && until <= Parts.Clock.GetUtcNow().UtcDateTime;

    private void Hold(PrintJob job, DeviceProblem why)
    {
        if (job.Reason != why.Code)
            Jobs.Move(job.JobId, job.State, JobState.Held, why.Code, why.Message);
    }

    private async Task Greet(PrinterTalk talk, CancellationToken cancellationToken)
    {
        await talk.Send(EscPosCommands.Preamble(profile), cancellationToken);
        var answered = await talk.AskStatus(Everything, Answer, cancellationToken);
        if (!answered && (speaks || talk.IsLost))
            throw new LinkFailed(PrinterWords.NoAnswer.Code, PrinterWords.NoAnswer.Message);

        // One that has never said a word may be one that cannot.
        speaks = answered;
        if (!answered)
            Become(DeviceState.Idle, answers: null, why: null);
    }

    /// <summary>Nothing to do: waits for something, and looks now and then whether the printer is still there.</summary>
    private async Task Rest(PrinterTalk talk, Task heard, Task changed, CancellationToken cancellationToken)
    {
        if (PrinterWords.Problem(status) is null)
            Become(DeviceState.Idle, speaks ? true : null, why: null);
        var since = Parts.Clock.GetTimestamp();
        await talk.Wait(speaks && !profile.AutoStatus ? PollEvery : LookAfter, cancellationToken, heard, changed, closingBell.Next);
        if (heard.IsCompleted || changed.IsCompleted || Parts.Clock.GetElapsedTime(since) < PollEvery)
            return;
        if (speaks)
            await Look(talk, cancellationToken);
        else
            await Greet(talk, cancellationToken);
    }

    /// <summary>Makes sure that it is there and, of one that does not tell by itself, how it is.</summary>
    private async Task Look(PrinterTalk talk, CancellationToken cancellationToken)
    {
        if (speaks && !await talk.AskStatus(profile.AutoStatus ? Alive : Everything, Answer, cancellationToken))
            throw new LinkFailed(PrinterWords.NoAnswer.Code, PrinterWords.NoAnswer.Message);
    }

    /// <summary>Finds out how it proves that paper came out. What a printer in trouble does not answer proves nothing.</summary>
    private async Task Probe(PrinterTalk talk, CancellationToken cancellationToken)
    {
        var (ask, isPrinted) = talk.Proof(Confirmation.ProcessId, NextProcess());
        var (thenAsk, isReached) = talk.Proof(Confirmation.InOrder, "");
        await talk.Send((byte[])[.. ask, .. thenAsk], cancellationToken);

        // Both are answered in turn, so once the second is, the first would have been.
        if (await talk.Until(isReached, SettleAtMost, cancellationToken))
        {
            confirmation = isPrinted() ? Confirmation.ProcessId : Confirmation.InOrder;
            isBehind = false;
            return;
        }

        await Look(talk, cancellationToken);
        if (!talk.IsLost && PrinterWords.Problem(status) is null)
            confirmation = isPrinted() ? Confirmation.ProcessId : Confirmation.None;
    }

    /// <summary>Waits until it is through with what it may still have of a paper that nobody waits for any more, so that the next one's time is its own.</summary>
    private async Task Settle(PrinterTalk talk, Confirmation way, CancellationToken cancellationToken)
    {
        var (ask, isReached) = talk.Proof(way, NextProcess());
        await talk.Send(ask, cancellationToken);
        if (ask.Length > 0 && !await talk.Until(isReached, SettleAtMost, cancellationToken))
            throw new LinkFailed(PrinterWords.NoAnswer.Code, PrinterWords.NoAnswer.Message);
        isBehind = false;
    }

    private async Task Do(PrinterTalk talk, PrintJob job, CancellationToken cancellationToken)
    {
        var isKick = job.Request.Kind == JobKind.Kick;
        var encoded = isKick ? new EncodedDocument(Drawer!.Pulse, [], 0) : EscPosEncoder.Encode(PrinterWords.Marked(job), profile);

        // Whoever closes it waits for what it prints, so it is said before the paper counts as begun.
        lock (gate)
        {
            if (closing)
                return;
            printing = true;
        }

        if (!await Begins(talk, job, cancellationToken))
        {
            printing = false;
            finished.Ring();
            return;
        }

        Become(DeviceState.Busy, speaks ? true : null, why: null);
        var what = PrinterWords.Interrupted;
        Confirmation? proof = null;
        try
        {
            (proof, what) = await Print(talk, encoded, isKick ? KickPatience : TimeSpan.FromSeconds(settings.PatienceSeconds + (encoded.Lines / 20)), cancellationToken);
            if (isKick && proof is not null && !await Drawer!.Opens(talk, profile.AutoStatus, DrawerOpensWithin, cancellationToken))
                (proof, what) = (null, Drawers.Drawer.DidNotOpen);
        }
        finally
        {
            if (proof is not null)
                Jobs.Move(job.JobId, JobState.Printing, JobState.Printed, proof: proof.ToString());
            else
                Jobs.Move(job.JobId, JobState.Printing, isKick ? JobState.Failed : JobState.Uncertain, what.Code, what.Message);
            isBehind = proof is null;
            printing = false;
            finished.Ring();
        }

        // A printer that went silent is asked anew who it is before it gets the next paper.
        if (proof is null && what == PrinterWords.NoProof)
            throw new LinkFailed(PrinterWords.NoAnswer.Code, PrinterWords.NoAnswer.Message);
    }

    /// <summary>Whether it is on disk that its bytes go out now. Someone may have taken it back in this moment, or the disk is full.</summary>
    private async Task<bool> Begins(PrinterTalk talk, PrintJob job, CancellationToken cancellationToken)
    {
        try
        {
            return Jobs.Move(job.JobId, job.State, JobState.Printing) is not null;
        }
        catch (OutOfReach full)
        {
            Hold(job, new DeviceProblem(full.Code, full.Message));
            await talk.Wait(PollEvery, cancellationToken);
            return false;
        }
    }

    private bool CanKickAtOnce(PrintJob? job) => job is { Request.Kind: JobKind.Kick } && !status.IsFaulty && !IsTooLate(job);

    /// <summary>Opens the drawer of a printer that cannot print, past everything that waits in it. What it is asked next in real time it answers after that, so it has got it.</summary>
    private async Task KickAtOnce(PrinterTalk talk, PrintJob kick, CancellationToken cancellationToken)
    {
        if (!await Begins(talk, kick, cancellationToken))
            return;
        var failed = PrinterWords.Interrupted;
        try
        {
            await talk.Send(Drawer!.PulseAtOnce, cancellationToken);
            failed = !await talk.AskStatus(Alive, Answer, cancellationToken) ? PrinterWords.NoAnswer
                : await Drawer.Opens(talk, profile.AutoStatus, DrawerOpensWithin, cancellationToken) ? null : Drawers.Drawer.DidNotOpen;
        }
        finally
        {
            if (failed is null)
                Jobs.Move(kick.JobId, JobState.Printing, JobState.Printed, proof: "RealTime");
            else
                Jobs.Move(kick.JobId, JobState.Printing, JobState.Failed, failed.Code, failed.Message);
        }
    }

    /// <summary>Sends a paper and waits for its proof. While the printer has no paper or an open cover it keeps what it has, so the time stands still.</summary>
    private async Task<(Confirmation? Proof, DeviceProblem What)> Print(PrinterTalk talk, EncodedDocument encoded, TimeSpan patience, CancellationToken cancellationToken)
    {
        var how = confirmation ?? Confirmation.None;
        var (proof, isReached) = talk.Proof(how, NextProcess());
        var sending = talk.Send((byte[])[.. encoded.Bytes, .. proof], cancellationToken);
        var (since, polled) = (Parts.Clock.GetTimestamp(), Parts.Clock.GetTimestamp());
        while (true)
        {
            var heard = talk.Heard.Next;
            if (isReached())
                return (how, PrinterWords.NoProof);
            if (talk.IsLost || sending.IsFaulted)
                return (null, PrinterWords.LostMeanwhile);
            if (sending.IsCompletedSuccessfully && how is Confirmation.Sent or Confirmation.None)
                return how == Confirmation.Sent ? (how, PrinterWords.NoProof) : (null, PrinterWords.CannotProve);
            if (PrinterWords.Problem(status) is not null)
                since = Parts.Clock.GetTimestamp();
            else if (Parts.Clock.GetElapsedTime(since) > patience)
                return (null, PrinterWords.NoProof);

            // Never while bytes of a picture are on their way: what is said in real time would become part of it.
            if (sending.IsCompleted && speaks && !profile.AutoStatus && Parts.Clock.GetElapsedTime(polled) > PollEvery)
            {
                await talk.AskStatus(Everything, Answer, cancellationToken);
                polled = Parts.Clock.GetTimestamp();
            }

            // The paper ended in this receipt, and the next customer pays in cash.
            if (sending.IsCompleted && PrinterWords.Problem(status) is not null && Jobs.Next() is { } next && CanKickAtOnce(next))
                await KickAtOnce(talk, next, cancellationToken);

            await talk.Wait(Tick, cancellationToken, sending.IsCompleted ? [heard] : [heard, sending]);
        }
    }

    private string NextProcess() => EscPosCommands.ProcessId(++processes);

    /// <summary>Called for everything that the printer says about itself.</summary>
    private void Told(PrinterStatus now)
    {
        var before = status;
        status = now;
        Drawer?.Told(now.DrawerPinHigh);
        foreach (var (was, isNow, yes, no) in new[]
        {
            (before.CoverOpen, now.CoverOpen, "COVER_OPEN", "COVER_OK"), (before.PaperOut, now.PaperOut, "REC_EMPTY", "REC_PAPEROK"),
            (before.PaperNearEnd, now.PaperNearEnd, "REC_NEAREMPTY", "REC_PAPEROK"), (before.CutterError, now.CutterError, "CUTTER_ERROR", "CUTTER_OK"),
        })
        {
            if (was != isNow)
                Parts.Events.Publish(Id, "statusUpdate", isNow ? yes : no);
        }

        if (PrinterWords.Problem(now) is { } problem)
            Become(DeviceState.Error, answers: true, problem);
        else
            Become(printing ? DeviceState.Busy : DeviceState.Idle, answers: true, why: null);
    }
}
