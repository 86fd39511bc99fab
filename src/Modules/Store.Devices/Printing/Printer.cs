using Store.Devices.Drawers;
using Store.Devices.EscPos;
using Store.Devices.Jobs;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Printing;

/// <summary>A receipt printer, and the drawer that hangs on it.</summary>
internal sealed class Printer : JobPrinter
{
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SharedWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SettleAtMost = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KickPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrawerOpensWithin = TimeSpan.FromSeconds(1);
    private static readonly int[] Everything = [1, 2, 3, 4];
    private static readonly int[] Alive = [1];

    private readonly PrinterSettings settings;
    private readonly PrinterProfile profile;
    private readonly bool sharesCable;
    private PrinterStatus status = new();
    private Confirmation? confirmation;
    private PrinterTalk? open;
    private Task asked = Task.CompletedTask;
    private long processes;
    private bool speaks;
    private bool isBehind = true;

    /// <param name="settings">How it is set up.</param>
    /// <param name="parts">What it stands on.</param>
    /// <param name="jobs">What it is asked for.</param>
    /// <param name="sharesCable">A display hangs on its cable.</param>
    public Printer(PrinterSettings settings, DeviceParts parts, JobBook jobs, bool sharesCable = false)
        : base(settings, DeviceKind.Printer, parts, jobs)
    {
        (this.settings, this.sharesCable) = (settings, sharesCable);
        profile = settings.Profile ?? new PrinterProfile();
        Drawer = settings.Drawer is null ? null : new Drawer(settings.Drawer, this, parts);
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

    public PrinterProfile Profile => profile;

    /// <summary>The drawer on its socket.</summary>
    public Drawer? Drawer { get; }

    protected override DeviceProblem? Hindrance => PrinterWords.Problem(status);

    public override DeviceInfo Look() => base.Look() with
    {
        Printer = new PrinterInfo(
            status.PaperOut, status.PaperNearEnd, status.CoverOpen, status.IsFaulty, confirmation?.ToString(), Jobs.Waiting, Jobs.Uncertain,
            profile.Columns, Drawer?.Id, Jobs.Counts),
    };

    /// <summary>Whether it would open its drawer, also where it cannot print.</summary>
    public bool CanKick => IsConnected && !status.IsFaulty;

    public override async Task<DeviceProblem?> Check(CancellationToken cancellationToken)
    {
        // While it prints it says by itself what is wrong, and nothing comes between the bytes of a paper.
        if (Printing)
            return Hindrance;
        var answers = await Ask(async (_, ending) => await open!.AskStatus(Everything, Answer, ending), AnswersWithin, cancellationToken);
        return answers ? Hindrance : PrinterWords.NoAnswer;
    }

    /// <summary>The wire to a display on its cable: the display is chosen before each text, and the printer again after it, so that no receipt ends up on the display.</summary>
    /// <exception cref="LinkFailed">The printer itself is not there.</exception>
    public ILink Shared() => open is { } talk
        ? new SharedLink((bytes, cancellationToken) => Ask(async (_, ending) =>
        {
            await talk.Send((byte[])[.. EscPosCommands.ChooseDisplay, .. bytes.Span, .. EscPosCommands.ChoosePrinter], ending);
            return true;
        }, SharedWithin, cancellationToken), talk.Over)
        : throw new LinkFailed(Unreachable?.Code ?? PrinterWords.NoAnswer.Code, Unreachable?.Message ?? PrinterWords.NoAnswer.Message);

    /// <summary>Someone has freed the cutter: the printer goes on where it stopped.</summary>
    public async Task Recover(CancellationToken cancellationToken)
    {
        if (open is not { } talk)
            throw new OutOfReach(Unreachable?.Code ?? PrinterWords.NoAnswer.Code, Unreachable?.Message ?? PrinterWords.NoAnswer.Message);
        await talk.Send(EscPosCommands.Recover, cancellationToken);
    }

    protected override async Task Serve(ILink link, CancellationToken cancellationToken)
    {
        await using var talk = new PrinterTalk(link, Parts.Clock, Told);

        // A display on its cable may have been chosen when the last wire broke.
        if (sharesCable)
            await talk.Send(EscPosCommands.ChoosePrinter, cancellationToken);
        await Greet(talk, cancellationToken);
        open = talk;
        try
        {
            while (true)
            {
                var (heard, changed) = (talk.Heard.Next, Jobs.Changed.Next);
                if (talk.IsLost)
                    throw new LinkFailed("link.lost", PrinterWords.NoAnswer.Message);
                while (Inbox.TryRead(out var work))
                    await work(link, cancellationToken);
                if (asked.IsCompleted)
                    asked = Inbox.WaitToReadAsync(cancellationToken).AsTask();
                if (Closing || Due() is not { } job)
                {
                    await Rest(talk, heard, changed, cancellationToken);
                    continue;
                }

                await Look(talk, cancellationToken);
                if (PrinterWords.Problem(status) is { } problem)
                {
                    if (CanKickAtOnce(job) && await KickAtOnce(talk, job, cancellationToken))
                        continue;
                    Hold(job, problem);
                    await talk.Wait(PollEvery, cancellationToken, heard, changed, asked);
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
        await talk.Wait(speaks && !profile.AutoStatus ? PollEvery : LookAfter, cancellationToken, heard, changed, asked, ClosingBell.Next);
        if (heard.IsCompleted || changed.IsCompleted || asked.IsCompleted || Parts.Clock.GetElapsedTime(since) < PollEvery)
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
        isBehind = true;
        var done = await Do(job, async () =>
        {
            Become(DeviceState.Busy, speaks ? true : null, why: null);
            var (proof, what) = await Print(talk, encoded, isKick ? KickPatience : TimeSpan.FromSeconds(settings.PatienceSeconds + (encoded.Lines / 20)), cancellationToken);
            return isKick && proof is not null && !await Drawer!.Opens(talk, profile.AutoStatus, DrawerOpensWithin, cancellationToken)
                ? (null, Drawers.Drawer.DidNotOpen)
                : (proof?.ToString(), what);
        }, without: isKick ? JobState.Failed : JobState.Uncertain);
        isBehind = done is { Proof: null };
        if (done is null)
            await talk.Wait(PollEvery, cancellationToken);

        // A printer that went silent is asked anew who it is before it gets the next paper.
        if (done is { Proof: null } && done.Value.What == PrinterWords.NoProof)
            throw new LinkFailed(PrinterWords.NoAnswer.Code, PrinterWords.NoAnswer.Message);
    }

    private bool CanKickAtOnce(PrintJob job) => job.Request.Kind == JobKind.Kick && !status.IsFaulty && !IsTooLate(job);

    /// <summary>Opens the drawer of a printer that cannot print, past everything that waits in it. What it is asked next in real time it answers after that, so it has got it.</summary>
    /// <returns>Whether it was begun.</returns>
    private async Task<bool> KickAtOnce(PrinterTalk talk, PrintJob kick, CancellationToken cancellationToken) => await Do(kick, async () =>
    {
        await talk.Send(Drawer!.PulseAtOnce, cancellationToken);
        if (!await talk.AskStatus(Alive, Answer, cancellationToken))
            return (null, PrinterWords.NoAnswer);
        return await Drawer.Opens(talk, profile.AutoStatus, DrawerOpensWithin, cancellationToken) ? ("RealTime", PrinterWords.NoProof) : (null, Drawers.Drawer.DidNotOpen);
    }, without: JobState.Failed) is not null;

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
        Tell(
            (before.CoverOpen, now.CoverOpen, "COVER_OPEN", "COVER_OK"), (before.PaperOut, now.PaperOut, "REC_EMPTY", "REC_PAPEROK"),
            (before.PaperNearEnd, now.PaperNearEnd, "REC_NEAREMPTY", "REC_PAPEROK"), (before.CutterError, now.CutterError, "CUTTER_ERROR", "CUTTER_OK"));
    }
}
