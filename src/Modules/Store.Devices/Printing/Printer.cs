using Store.Contracts.Devices;
using Store.Devices.Drawers;
using Store.Devices.EscPos;
using Store.Devices.Jobs;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;
using Store.Devices.Statistics;

namespace Store.Devices.Printing;

/// <summary>A receipt printer, and the drawer that hangs on it.</summary>
internal sealed class Printer : TalkingPrinter<PrinterTalk>
{
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether it Speaks at all is not decided by one slow moment.</summary>
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromMilliseconds(1500);

    /// <summary>Between answers that a printer has already come to lies no more than the wire.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SharedWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ProvesWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ThroughWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KickPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrawerOpensWithin = TimeSpan.FromSeconds(1);
    private static readonly int[] Everything = [1, 2, 3, 4];
    private static readonly int[] Alive = [1];

    private static readonly int[] Names = [66, 67, 65];

    private readonly PrinterSettings settings;
    private readonly PrinterProfile profile;
    private readonly DrawerPace pace;
    private readonly bool sharesCable;
    private PrinterStatus status = new();
    private Confirmation? confirmation;
    private long processes;
    private bool isBehind = true;
    private bool coverOpened;
    private EncodedDocument? going;
    private Func<bool>? provesLate;
    private long? unprovenSince;
    private PrinterIdentity? identity;
    private PrinterTalk? askedWho;
    private int asksWho = 3;

    /// <param name="settings">How it is set up.</param>
    /// <param name="parts">What it stands on.</param>
    /// <param name="jobs">What it is asked for.</param>
    /// <param name="pace">How often its drawer may be opened.</param>
    /// <param name="sharesCable">A display hangs on its cable.</param>
    public Printer(PrinterSettings settings, DeviceParts parts, JobBook jobs, DrawerPace pace, bool sharesCable = false)
        : base(settings, DeviceKind.Printer, parts, jobs, IdleWire.ClosesAfter(settings.Address, settings.HangUpAfterSeconds, isWatched: sharesCable || settings.Drawer is { Enabled: true }))
    {
        (this.settings, this.pace, this.sharesCable) = (settings, pace, sharesCable);
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
        unprovenSince = jobs.Uncertain > 0 ? parts.Clock.GetTimestamp() : null;
    }

    public PrinterProfile Profile => profile;

    /// <summary>The drawer on its socket.</summary>
    public Drawer? Drawer { get; }

    protected override IReadOnlyList<string> Capabilities =>
        ["CapRecBarCode", "CapRecBitmap", "CapTransaction", "CapCoverSensor", "CapRecEmptySensor", "CapRecNearEndSensor", .. profile.Cutter ? ["CapRecPapercut"] : (IEnumerable<string>)[]];

    protected override DeviceProblem? Hindrance => PrinterWords.Problem(status) ?? PrinterWords.Problem(Port);

    /// <summary>Its drawer and a display work without it.</summary>
    protected override bool NeedsWire => base.NeedsWire || sharesCable || Drawer is { IsEnabled: true };

    /// <summary>A drawer that stands open, and a display.</summary>
    protected override bool IsWatched => sharesCable || Drawer is { IsEnabled: true, IsOpen: true };

    protected override bool ServesOthers => settings is { HangUpAfterSeconds: > 0, Proof: not ProofOfPrint.Sent };

    protected override DeviceProblem NoAnswer => PrinterWords.NoAnswer;

    protected override DeviceProblem NoProof => PrinterWords.NoProof;

    protected override DeviceProblem LostMeanwhile => PrinterWords.LostMeanwhile;

    public override DeviceInfo Look() => base.Look() with
    {
        Printer = new PrinterInfo(
            status.PaperOut || Port is { PaperOut: true }, status.PaperNearEnd, status.CoverOpen, status.IsFaulty, confirmation?.ToString(), Jobs.Waiting, Jobs.Uncertain,
            profile.Columns, Drawer?.Id, Jobs.Counts, Open is { } talk && Speaks ? Reports(talk) : null, settings.BlockWhenUnprinted, identity),
    };

    /// <summary>Whether it would open its drawer, also where it cannot print.</summary>
    public bool CanKick => IsConnected && !status.IsFaulty;

    /// <summary>The wire to a display on its cable: the display is chosen before each text, and the printer again after it, so that no receipt ends up on the display.</summary>
    /// <exception cref="LinkFailed">The printer itself is not there.</exception>
    public ILink Shared() => Open is { } talk
        ? new SharedLink((bytes, cancellationToken) => Ask(async (_, ending) =>
        {
            await talk.Send((byte[])[.. EscPosCommands.ChooseDisplay, .. bytes.Span, .. EscPosCommands.ChoosePrinter], ending);
            return true;
        }, SharedWithin, cancellationToken), talk.Over)
        : throw new LinkFailed(Unreachable?.Code ?? NoAnswer.Code, Unreachable?.Message ?? NoAnswer.Message);

    /// <summary>Someone has freed the cutter: the printer goes on where it stopped.</summary>
    public async Task Recover(CancellationToken cancellationToken)
    {
        if (Open is not { } talk)
            throw new OutOfReach(Unreachable?.Code ?? NoAnswer.Code, Unreachable?.Message ?? NoAnswer.Message);
        await talk.Send(EscPosCommands.Recover, cancellationToken);
    }

    /// <summary>Beeps, where it can and has nothing that it cannot print.</summary>
    /// <returns>Whether it was told to.</returns>
    public async Task<bool> Beep(CancellationToken cancellationToken)
    {
        if (profile.Buzzer == Buzzer.None || Hindrance is not null)
            return false;
        try
        {
            await Obey(EscPosCommands.Beep(profile.Buzzer), cancellationToken);
            return true;
        }
        catch (OutOfReach)
        {
            return false;
        }
    }

    protected override PrinterTalk Talk(ILink link) => new(link, Parts.Clock, Told);

    protected override async Task<bool> SayHello(PrinterTalk talk, bool isFirst, CancellationToken cancellationToken)
    {
        // A display on its cable may have been chosen when the last wire broke.
        if (isFirst && sharesCable)
            await talk.Send(EscPosCommands.ChoosePrinter, cancellationToken);
        talk.Forget();
        await talk.Send(EscPosCommands.Preamble(profile), cancellationToken);
        var answered = await talk.AskStatus(Everything, isFirst ? FirstAnswer : Answer, cancellationToken);

        // That it proved nothing was found out while it was off, or busy with something long.
        if (answered && settings.Proof == ProofOfPrint.Auto && confirmation == Confirmation.None)
            confirmation = null;
        return answered;
    }

    /// <summary>Of one that tells by itself how it is, only whether it is there.</summary>
    protected override Task<bool> AskHow(PrinterTalk talk, CancellationToken cancellationToken) => talk.AskStatus(Reports(talk) ? Alive : Everything, Answer, cancellationToken);

    protected override Task<bool> AskAll(PrinterTalk talk, CancellationToken cancellationToken) => talk.AskStatus(Everything, Answer, cancellationToken);

    /// <summary>On every wire, since another may hang on it by now; one that has not said it three times cannot.</summary>
    protected override async Task AskWho(PrinterTalk talk, CancellationToken cancellationToken)
    {
        if (asksWho == 0 || askedWho == talk || !Speaks || Hindrance is not null)
            return;
        askedWho = talk;
        var names = new List<string>();
        foreach (var about in Names)
        {
            if (await talk.AskName(about, Answer, cancellationToken) is { } name)
                names.Add(name);
            else
                break;
        }

        identity = names is [var maker, var model, ..] ? new PrinterIdentity(maker, model, names.ElementAtOrDefault(2)) : null;
        if (names.Count > 0)
            return;
        asksWho--;

        // What it says instead may look like a status.
        _ = await talk.AskStatus(Everything, Answer, cancellationToken);
    }

    protected override Task GoOn(PrinterTalk talk, PrintJob job, CancellationToken cancellationToken)
    {
        if (talk.IsOneWay)
            confirmation ??= Confirmation.None;
        if (confirmation == Confirmation.None && provesLate?.Invoke() == true)
            (confirmation, provesLate) = (null, null);

        // The drawer itself says whether a kick was one, as far as anybody can: it does not wait for that.
        if (confirmation is null && job.Request.Kind != JobKind.Kick)
            return Probe(talk, cancellationToken);
        return isBehind && confirmation is { } way ? Settle(talk, way, cancellationToken) : Do(talk, job, cancellationToken);
    }

    protected override async Task<bool> DoesAnyway(PrinterTalk talk, PrintJob job, CancellationToken cancellationToken) => CanKickAtOnce(job) && (!MayKick(job) || await KickAtOnce(talk, job, cancellationToken));

    /// <summary>Many that are said to report do not; those are asked.</summary>
    protected override bool Reports(PrinterTalk talk) => profile.AutoStatus && talk.Reports;

    /// <summary>
    /// Finds out how it proves that paper came out. What a printer in trouble does not answer proves nothing. One that has nothing left of an earlier paper answers at once or not at all; an answer
    /// that comes all the same counts from the next paper on.
    /// </summary>
    private async Task Probe(PrinterTalk talk, CancellationToken cancellationToken)
    {
        var (ask, isPrinted) = talk.Proof(Confirmation.ProcessId, NextProcess());
        var (thenAsk, isReached) = talk.Proof(Confirmation.InOrder, "");

        // Both are answered in turn, so once the second is, the first would have been.
        var patience = TimeSpan.FromSeconds(settings.PatienceSeconds);
        if (patience > ProvesWithin && (unprovenSince is not { } since || Parts.Clock.GetElapsedTime(since) > ThroughWithin))
            patience = ProvesWithin;
        if (await IsThrough(talk, [.. ask, .. thenAsk], isReached, patience, cancellationToken))
        {
            confirmation = isPrinted() ? Confirmation.ProcessId : Confirmation.InOrder;
            isBehind = false;
            return;
        }

        await Look(talk, cancellationToken);
        if (!talk.IsLost && Hindrance is null)
            (confirmation, provesLate) = (isPrinted() ? Confirmation.ProcessId : Confirmation.None, () => isPrinted() || isReached());
    }

    /// <summary>Waits until it is through with what it may still have of a paper that nobody waits for any more, so that the next one's time is its own.</summary>
    private async Task Settle(PrinterTalk talk, Confirmation way, CancellationToken cancellationToken)
    {
        var (ask, isReached) = talk.Proof(way, NextProcess());
        if (ask.Length > 0 && !await IsThrough(talk, ask, isReached, TimeSpan.FromSeconds(settings.PatienceSeconds), cancellationToken))
            throw Silent();
        isBehind = false;
    }

    /// <summary>
    /// Asks something in turn and waits until it has come to that, and to everything before. Such answers look all alike, and the first may be the one that a lost paper's proof still had to give; what
    /// would come after it would then prove the next paper before it is printed. Behind the lost paper stands nothing that takes time, so once the printer has surely got our question, which its answer in
    /// real time says, and then falls silent, it has given all of them.
    /// </summary>
    private async Task<bool> IsThrough(PrinterTalk talk, byte[] ask, Func<bool> isReached, TimeSpan patience, CancellationToken cancellationToken)
    {
        await talk.Send(ask, cancellationToken);
        if (!await talk.Until(isReached, patience, cancellationToken))
        {
            await Look(talk, cancellationToken);
            if (!Speaks || Hindrance is not null)
                return false;

            // It may wait for the rest of a picture that was cut off with its wire, and take the question for that: blank dots are nothing to one that does not.
            await talk.Send((byte[])[.. EscPosCommands.RestOfPicture, .. ask], cancellationToken);
            if (!await talk.Until(isReached, patience, cancellationToken))
                return false;
        }

        await Look(talk, cancellationToken);
        return await talk.Quiet(Silence, patience, cancellationToken);
    }

    private async Task Do(PrinterTalk talk, PrintJob job, CancellationToken cancellationToken)
    {
        var isKick = job.Request.Kind == JobKind.Kick;
        if (isKick && !MayKick(job))
            return;
        if (Made(job, () => isKick ? new EncodedDocument(Drawer!.Pulse, [], 0) : EscPosEncoder.Encode(PrinterWords.Marked(job), profile)) is not { } encoded)
            return;

        var how = isKick && confirmation is null or Confirmation.None ? Confirmation.Sent : confirmation ?? Confirmation.None;
        (isBehind, coverOpened, going) = (true, false, encoded);
        var done = await Do(talk, job, async () =>
        {
            var (proof, what) = await Print(talk, encoded, how, isKick ? KickPatience : TimeSpan.FromSeconds(settings.PatienceSeconds + (encoded.Lines / 20)) + TimeToTake(encoded.Bytes), cancellationToken);
            if (isKick && proof == Confirmation.Sent && Speaks && !await talk.AskStatus(Alive, Answer, cancellationToken))
                return (null, NoAnswer);
            return isKick && proof is not null && !await Drawer!.Opens(talk, Reports(talk), DrawerOpensWithin, cancellationToken)
                ? (null, Drawers.Drawer.DidNotOpen)
                : (proof?.ToString(), what);
        }, without: isKick ? JobState.Failed : JobState.Uncertain, cancellationToken);
        isBehind = done is { Proof: null };
    }

    /// <summary>What is counted of a paper is what is proven.</summary>
    protected override void Count(PrintJob job, bool isDone)
    {
        if (job.Request.Kind == JobKind.Kick)
        {
            Parts.Statistics.Count(Drawer!.Id, isDone ? Statistic.DrawerGoodOpenCount : Statistic.DrawerFailedOpenCount);
            return;
        }

        base.Count(job, isDone);
        unprovenSince = isDone ? null : Parts.Clock.GetTimestamp();
        if (!isDone)
            return;
        var elements = job.Request.Document!.Elements;
        Parts.Statistics.Count(Id, Statistic.ReceiptLinePrintedCount, going!.Lines);
        Parts.Statistics.Count(Id, Statistic.PaperCutCount, profile.Cutter ? elements.Count(element => element.Kind == PrintKind.Cut) : 0);
        Parts.Statistics.Count(Id, Statistic.BarcodePrintedCount, elements.Count(element => element.Kind is PrintKind.Barcode or PrintKind.QrCode));
    }

    protected override IReadOnlyList<string>? Noticed(PrintJob job) => coverOpened && job.Request.Kind == JobKind.Paper ? ["cover_opened"] : null;

    private bool CanKickAtOnce(PrintJob job) => job.Request.Kind == JobKind.Kick && !status.IsFaulty && !IsTooLate(job);

    /// <summary>Whether a paper's kick may be done, now that it is its turn. Of one by itself whoever asked for it was told.</summary>
    private bool MayKick(PrintJob kick)
    {
        if (kick.Request.Opening is not { Paper: not null } opening)
            return true;
        try
        {
            pace.Take(Drawer!, Drawer!.IsOpen == true, kick.JobId, isSale: opening.SaleNumber is not null);
            return true;
        }
        catch (Refusal refused)
        {
            Jobs.Move(kick.JobId, kick.State, JobState.Failed, refused.Code, refused.Message);
            return false;
        }
    }

    /// <summary>Opens the drawer of a printer that cannot print, past everything that waits in it. What it is asked next in real time it answers after that, so it has got it.</summary>
    /// <returns>Whether it was begun.</returns>
    private async Task<bool> KickAtOnce(PrinterTalk talk, PrintJob kick, CancellationToken cancellationToken) => await Do(kick, async () =>
    {
        await talk.Send(Drawer!.PulseAtOnce, cancellationToken);
        if (!await talk.AskStatus(Alive, Answer, cancellationToken))
            return (null, NoAnswer);
        return await Drawer.Opens(talk, Reports(talk), DrawerOpensWithin, cancellationToken) ? ("RealTime", NoProof) : (null, Drawers.Drawer.DidNotOpen);
    }, without: JobState.Failed) is not null;

    /// <summary>Sends a paper and waits for its proof. While the printer has no paper or an open cover it keeps what it has, so the time stands still.</summary>
    private async Task<(Confirmation? Proof, DeviceProblem What)> Print(PrinterTalk talk, EncodedDocument encoded, Confirmation how, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (proof, isReached) = talk.Proof(how, NextProcess());
        var sending = talk.Hand((byte[])[.. encoded.Bytes, .. proof], cancellationToken);
        var (since, polled) = (Parts.Clock.GetTimestamp(), Parts.Clock.GetTimestamp());
        while (true)
        {
            var (heard, changed) = (talk.Heard.Next, Jobs.Changed.Next);
            if (isReached())
                return (how, NoProof);
            if (talk.IsLost || sending.IsFaulted)
                return (null, LostMeanwhile);
            if (sending.IsCompletedSuccessfully && how is Confirmation.Sent or Confirmation.None)
                return how == Confirmation.Sent ? (how, NoProof) : (null, PrinterWords.CannotProve);
            if (Hindrance is not null)
                since = Parts.Clock.GetTimestamp();
            else if (Parts.Clock.GetElapsedTime(since) > patience)
                return (null, NoProof);

            // Never while bytes of a picture are on their way: what is said in real time would become part of it. What becomes of one that says nothing its proof decides.
            if (sending.IsCompleted && Speaks && !Reports(talk) && Parts.Clock.GetElapsedTime(polled) > PollEvery)
            {
                _ = await talk.AskStatus(Everything, Answer, cancellationToken);
                polled = Parts.Clock.GetTimestamp();
            }

            // The next customer pays in cash while this receipt is still coming out, or waits for paper.
            var hasKicked = sending.IsCompleted && await KicksMeanwhile(talk, cancellationToken);
            if (Hindrance is { } problem && !hasKicked)
                EndWithoutPaper(problem);

            await talk.Wait(Tick, cancellationToken, sending.IsCompleted ? [heard, changed] : [heard, changed, sending]);
        }
    }

    /// <summary>
    /// Opens the drawer past a paper that is in the printer. One that prints is asked first: where its answer stands behind what it has still to take in, so would the pulse, and the drawer opens in its turn
    /// or not at all.
    /// </summary>
    /// <returns>Whether it was begun.</returns>
    private async Task<bool> KicksMeanwhile(PrinterTalk talk, CancellationToken cancellationToken) => Jobs.Next() is { State: not JobState.Printing } kick && CanKickAtOnce(kick)
        && (Hindrance is not null || (Speaks && await talk.AskStatus(Alive, Answer, cancellationToken))) && await DoesAnyway(talk, kick, cancellationToken);

    private string NextProcess() => EscPosCommands.ProcessId(++processes);

    /// <summary>Called for everything that the printer says about itself.</summary>
    private void Told(PrinterStatus now)
    {
        var before = status;
        status = now;
        if (now.CoverOpen && !before.CoverOpen)
            Parts.Statistics.Count(Id, Statistic.ReceiptCoverOpenCount);
        if (now.IsFaulty && !before.IsFaulty)
            Parts.Statistics.Count(Id, Statistic.PrinterFaultCount);

        // Some leave out the line that they were at.
        coverOpened |= now.CoverOpen;
        Drawer?.Told(now.DrawerPinHigh);
        Tell(
            (before.CoverOpen, now.CoverOpen, "COVER_OPEN", "COVER_OK"), (before.PaperOut, now.PaperOut, "REC_EMPTY", "REC_PAPEROK"),
            (before.PaperNearEnd, now.PaperNearEnd, "REC_NEAREMPTY", "REC_PAPEROK"), (before.CutterError, now.CutterError, "CUTTER_ERROR", "CUTTER_OK"));
    }
}
