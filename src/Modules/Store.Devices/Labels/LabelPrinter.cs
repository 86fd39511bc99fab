using System.Globalization;
using System.Text;
using Store.Contracts.Devices;
using Store.Devices.Drawing;
using Store.Devices.Jobs;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;
using Store.Devices.Statistics;

namespace Store.Devices.Labels;

/// <summary>
/// A label printer. It is asked how it is before a batch, between its labels and after them. What proves that they came out: of ZPL that its counters of formats and labels, read behind the
/// batch, are back at nothing; of TSPL that it has come to the mark behind the batch, or was seen printing, and is ready again. One that fell silent meanwhile may have been switched off and
/// on, which empties it too, so from then on being ready proves something only once it has been seen printing again.
/// </summary>
internal sealed class LabelPrinter(LabelPrinterSettings settings, DeviceParts parts, JobBook jobs) : TalkingPrinter<LabelTalk>(
    settings, DeviceKind.LabelPrinter, parts, jobs, IdleWire.ClosesAfter(settings.Address, settings.HangUpAfterSeconds, isWatched: false))
{
    /// <summary>A second: what is still in the buffer of a printer without counters would have begun to print.</summary>
    private const int SurelyReady = 10;

    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(1);

    /// <summary>On a new wire, where one slow moment would make it one that says nothing.</summary>
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private static readonly Rune Chinese = new('中');

    private LabelPrinterStatus status = new();
    private int marks;

    private enum Proof
    {
        Counters,
        Mark,
        SeenPrinting,
        Sent,
    }

    public LabelPrinterProfile Profile { get; } = settings.Profile ?? new LabelPrinterProfile();

    protected override IReadOnlyList<string> Capabilities => ["CapRecBarCode", "CapRecBitmap", "CapTransaction", "CapCoverSensor", "CapRecEmptySensor"];

    protected override DeviceProblem? Hindrance => LabelPrinterWords.Problem(status) ?? LabelPrinterWords.Problem(Port);

    protected override bool ServesOthers => settings is { HangUpAfterSeconds: > 0, Proof: not ProofOfPrint.Sent };

    protected override DeviceProblem NoAnswer => LabelPrinterWords.NoAnswer;

    protected override DeviceProblem NoProof => LabelPrinterWords.NoProof;

    protected override DeviceProblem LostMeanwhile => LabelPrinterWords.LostMeanwhile;

    public override DeviceInfo Look() => base.Look() with
    {
        LabelPrinter = new LabelPrinterInfo(
            status.PaperOut || Port is { PaperOut: true }, status.RibbonOut, status.HeadOpen, status.Jammed, status.Paused, Profile.Language, Profile.WidthMm, Profile.HeightMm, Profile.GapMm, Writes(Chinese), Speaks, Jobs.Waiting, Jobs.Uncertain),
    };

    protected override LabelTalk Talk(ILink link) => new(link, Parts.Clock, Profile.Language, Told);

    protected override async Task<bool> SayHello(LabelTalk talk, bool isFirst, CancellationToken cancellationToken) => await talk.Ask(isFirst ? FirstAnswer : Answer, cancellationToken) is not null;

    protected override async Task<bool> AskHow(LabelTalk talk, CancellationToken cancellationToken) => await talk.Ask(Answer, cancellationToken) is not null;

    protected override async Task GoOn(LabelTalk talk, PrintJob job, CancellationToken cancellationToken)
    {
        // It still has labels of someone's, and what comes out now would be taken for this job's.
        if (!status.Ready)
            await talk.Wait(Tick, cancellationToken);
        else if (Made(job, () => job.Request.Labels!.Select(label => LabelEncoder.Encode(label, Profile).Bytes).ToList()) is { } labels)
            await Do(talk, job, () => Print(talk, labels, cancellationToken), without: JobState.Uncertain, cancellationToken);
    }

    protected override void Count(PrintJob job, bool isDone)
    {
        base.Count(job, isDone);
        if (!isDone)
            return;
        Parts.Statistics.Count(Id, Statistic.LabelPrintedCount, job.Request.Labels!.Sum(label => label.Copies));
        Parts.Statistics.Count(Id, Statistic.BarcodePrintedCount, job.Request.Labels!.Sum(label => label.Copies * label.Elements.Count(element => element.Kind is LabelKind.Barcode or LabelKind.QrCode)));
    }

    private async Task<(string? Proof, DeviceProblem What)> Print(LabelTalk talk, IReadOnlyList<byte[]> labels, CancellationToken cancellationToken)
    {
        var fellSilent = false;
        foreach (var label in labels)
        {
            // What it cannot print now it need not have yet.
            while (Speaks && Hindrance is not null)
            {
                await talk.Wait(PollEvery, cancellationToken);
                fellSilent |= await talk.Ask(Answer, cancellationToken) is null;
                if (talk.IsLost)
                    return (null, LostMeanwhile);
            }

            if (await Hand(talk, label, cancellationToken) is { } failed)
                return (null, failed);
            fellSilent |= Speaks && await talk.Ask(Answer, cancellationToken) is null;
        }

        if (!Speaks)
            return settings.Proof == ProofOfPrint.Sent ? (nameof(Proof.Sent), NoProof) : (null, LabelPrinterWords.CannotProve);
        var mark = (++marks).ToString(CultureInfo.InvariantCulture);
        if (Profile.Language == LabelLanguage.Tspl && await Hand(talk, LabelStatusReader.SayMark(mark), cancellationToken) is { } lost)
            return (null, lost);
        return await Prove(talk, mark, fellSilent, cancellationToken);
    }

    /// <summary>Hands bytes over, and waits while the printer makes it wait.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    private async Task<DeviceProblem?> Hand(LabelTalk talk, byte[] bytes, CancellationToken cancellationToken)
    {
        var patience = TimeSpan.FromSeconds(settings.PatienceSeconds) + TimeToTake(bytes);
        var (since, sending) = (Parts.Clock.GetTimestamp(), talk.Hand(bytes, cancellationToken));
        while (!sending.IsCompleted)
        {
            if (talk.IsLost)
                return LostMeanwhile;
            if (Parts.Clock.GetElapsedTime(since) > patience)
                return NoProof;
            await talk.Wait(Tick, cancellationToken, sending);
        }

        return sending.IsCompletedSuccessfully ? null : LostMeanwhile;
    }

    /// <summary>Asks until it is ready and that proves something. While it prints, or is hindered and keeps what it has, the time stands still.</summary>
    private async Task<(string? Proof, DeviceProblem What)> Prove(LabelTalk talk, string mark, bool fellSilent, CancellationToken cancellationToken)
    {
        var since = Parts.Clock.GetTimestamp();
        var (seenPrinting, readyInARow) = (false, 0);
        while (true)
        {
            var now = await talk.Ask(Answer, cancellationToken);
            if (talk.IsLost)
                return (null, LostMeanwhile);
            if (now is null)
                (seenPrinting, fellSilent, readyInARow) = (false, true, 0);
            else
                (seenPrinting, readyInARow) = (seenPrinting || now.Printing, now.Ready ? readyInARow + 1 : 0);
            if (Proven(seenPrinting, fellSilent, readyInARow, talk.HasReached(mark)) is { } proof)
                return (proof.ToString(), NoProof);
            if (now is not null && (now.Printing || Hindrance is not null))
                since = Parts.Clock.GetTimestamp();
            else if (Parts.Clock.GetElapsedTime(since) > TimeSpan.FromSeconds(settings.PatienceSeconds))
                return (null, NoProof);
            await talk.Wait(LookAgain, cancellationToken);
        }
    }

    /// <summary>That it is ready counts when it says so twice, since between the buffer and the head a label is counted nowhere; once is enough when it was seen printing before.</summary>
    private Proof? Proven(bool seenPrinting, bool fellSilent, int readyInARow, bool hasReachedMark)
    {
        var isThrough = seenPrinting ? readyInARow > 0 : readyInARow > 1 && !fellSilent;
        return Profile.Language switch
        {
            LabelLanguage.Zpl => isThrough ? Proof.Counters : null,
            _ when hasReachedMark => isThrough ? Proof.Mark : null,
            _ => seenPrinting && readyInARow >= SurelyReady ? Proof.SeenPrinting : null,
        };
    }

    private bool Writes(Rune rune)
    {
        try
        {
            return BitmapFont.From(Profile.FontFile)?.Has(rune) == true;
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Called for everything that the printer says about itself.</summary>
    private void Told(LabelPrinterStatus now)
    {
        var before = status;
        status = now;
        Tell(
            (before.HeadOpen, now.HeadOpen, "COVER_OPEN", "COVER_OK"), (before.PaperOut, now.PaperOut, "REC_EMPTY", "REC_PAPEROK"), (before.RibbonOut, now.RibbonOut, "RIBBON_EMPTY", "RIBBON_OK"),
            (before.Jammed, now.Jammed, "JAMMED", "JAM_OK"), (before.Paused, now.Paused, "PAUSED", "RESUMED"));
    }
}
