using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Jobs;

/// <summary>A printer that is talked to over a wire: greeted when it is reached, looked after while there is nothing to do, asked how it is before it gets a job, and asked anew who it is once it fell silent.</summary>
/// <param name="settings">How it is set up.</param>
/// <param name="kind">What it is.</param>
/// <param name="parts">What it stands on.</param>
/// <param name="jobs">What it is asked for.</param>
/// <param name="closesAfter">How long its wire stays open while there is nothing to do; null always.</param>
internal abstract class TalkingPrinter<TTalk>(DeviceSettings settings, DeviceKind kind, DeviceParts parts, JobBook jobs, TimeSpan? closesAfter) : JobPrinter(settings, kind, parts, jobs)
    where TTalk : LinkTalk
{
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(3);

    private Task asked = Task.CompletedTask;
    private long idleSince;
    private bool portIsTrue;

    /// <summary>The conversation, while the wire is open and it was greeted.</summary>
    protected TTalk? Open { get; private set; }

    /// <summary>Whether it answers for its status. One that has never said a word may be one that cannot.</summary>
    protected bool Speaks { get; private set; }

    /// <summary>What the port says of a printer that says nothing itself; null where it cannot be believed: some say the same whatever happens, so one is heard only once it has said that all is well.</summary>
    protected PortStatus? Port { get; private set; }

    protected abstract DeviceProblem NoAnswer { get; }

    protected abstract DeviceProblem NoProof { get; }

    protected abstract DeviceProblem LostMeanwhile { get; }

    /// <summary>Whether something on it has to be watched now, so that its wire stays open.</summary>
    protected virtual bool IsWatched => false;

    /// <summary>Whether silence is no news of it: several share it and it serves one at a time.</summary>
    protected abstract bool ServesOthers { get; }

    public override async Task<DeviceProblem?> Check(CancellationToken cancellationToken)
    {
        // While it prints it says by itself what is wrong, and nothing comes between the bytes of a paper.
        if (Printing)
            return Hindrance;
        var answers = await Ask(async (_, ending) => Open!.IsOneWay || await AskAll(Open, ending), AnswersWithin, cancellationToken);
        return answers ? Hindrance : NoAnswer;
    }

    protected abstract TTalk Talk(ILink link);

    /// <summary>Sets it up as papers need it, and asks how it is.</summary>
    /// <param name="talk">The conversation.</param>
    /// <param name="isFirst">The wire is new: whether it speaks at all is not decided by one slow moment.</param>
    /// <returns>Whether it answers.</returns>
    protected abstract Task<bool> SayHello(TTalk talk, bool isFirst, CancellationToken cancellationToken);

    /// <summary>Asks how it is.</summary>
    /// <returns>Whether it answers.</returns>
    protected abstract Task<bool> AskHow(TTalk talk, CancellationToken cancellationToken);

    /// <summary>Asks everything, whatever it says by itself.</summary>
    /// <returns>Whether it answers.</returns>
    protected virtual Task<bool> AskAll(TTalk talk, CancellationToken cancellationToken) => AskHow(talk, cancellationToken);

    /// <summary>Goes on with a job, now that nothing hinders the printer.</summary>
    protected abstract Task GoOn(TTalk talk, PrintJob job, CancellationToken cancellationToken);

    /// <summary>Whether it says by itself what has changed. Others are asked every second.</summary>
    protected virtual bool Reports(TTalk talk) => false;

    /// <summary>Asks who it is, while there is nothing to do.</summary>
    protected virtual Task AskWho(TTalk talk, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does what can be done by a printer that cannot print.</summary>
    /// <returns>Whether that was so of this job.</returns>
    protected virtual Task<bool> DoesAnyway(TTalk talk, PrintJob job, CancellationToken cancellationToken) => Task.FromResult(false);

    protected override async Task Serve(ILink link, CancellationToken cancellationToken)
    {
        await using var talk = Talk(link);
        await Greet(talk, isFirst: true, cancellationToken);
        (Open, idleSince) = (talk, Parts.Clock.GetTimestamp());
        try
        {
            while (await Turn(link, talk, cancellationToken))
            {
            }
        }
        finally
        {
            Open = null;
        }
    }

    /// <summary>Makes sure that it is there, and how it is.</summary>
    protected async Task Look(TTalk talk, CancellationToken cancellationToken)
    {
        if (!Speaks)
            ReadPort(talk);
        else if (!await AskHow(talk, cancellationToken))
            throw Silent();
    }

    /// <summary>Does a job that is all made, and then asks a printer that went silent anew who it is before it gets the next one.</summary>
    /// <param name="print">Sends it and waits for its proof.</param>
    /// <param name="without">What it is without proof.</param>
    /// <returns>The proof and what happened, or null when it was not begun.</returns>
    protected async Task<(string? Proof, DeviceProblem What)?> Do(
        TTalk talk, PrintJob job, Func<Task<(string? Proof, DeviceProblem What)>> print, JobState without, CancellationToken cancellationToken)
    {
        var done = await Do(job, async () =>
        {
            Become(DeviceState.Busy, Speaks ? true : null, why: null);
            try
            {
                return await print();
            }
            catch (IOException)
            {
                return (null, LostMeanwhile);
            }
        }, without);
        if (done is null)
            await talk.Wait(PollEvery, cancellationToken);
        return done is { Proof: null } && done.Value.What == NoProof ? throw Silent() : done;
    }

    protected LinkFailed Silent() => new(NoAnswer.Code, NoAnswer.Message);

    /// <returns>Whether the wire is still needed.</returns>
    private async Task<bool> Turn(ILink link, TTalk talk, CancellationToken cancellationToken)
    {
        var (heard, changed, called) = (talk.Heard.Next, Jobs.Changed.Next, Called);
        if (talk.IsLost)
            throw new LinkFailed("link.lost", NoAnswer.Message);
        while (Inbox.TryRead(out var work))
        {
            await work(link, cancellationToken);
            idleSince = Parts.Clock.GetTimestamp();
        }

        if (asked.IsCompleted)
            asked = Inbox.WaitToReadAsync(cancellationToken).AsTask();
        if (Closing || Due() is not { } job)
        {
            var idle = closesAfter - Parts.Clock.GetElapsedTime(idleSince);
            if (idle <= TimeSpan.Zero && !Closing && !IsWatched && Hindrance is null)
            {
                HangUp(called);
                return false;
            }

            await Rest(talk, heard, changed, idle, cancellationToken);
            return true;
        }

        idleSince = Parts.Clock.GetTimestamp();
        await Look(talk, cancellationToken);

        // What it has answered is no news: it would be asked again at once, and again.
        heard = talk.Heard.Next;
        if (Hindrance is not { } problem)
        {
            await GoOn(talk, job, cancellationToken);
        }
        else if (!await DoesAnyway(talk, job, cancellationToken))
        {
            EndWithoutPaper(problem);
            Hold(job, problem);
            await talk.Wait(PollEvery, cancellationToken, heard, changed, asked);
        }

        idleSince = Parts.Clock.GetTimestamp();
        return true;
    }

    private async Task Greet(TTalk talk, bool isFirst, CancellationToken cancellationToken)
    {
        var answered = !talk.IsOneWay && await SayHello(talk, isFirst, cancellationToken);
        if (!answered && (Speaks || (ServesOthers && !talk.IsOneWay) || talk.IsLost))
            throw Silent();
        (Speaks, Port) = (answered, null);
        if (!answered)
            ReadPort(talk);
    }

    private void ReadPort(TTalk talk)
    {
        var now = talk.Port;
        portIsTrue |= now is { IsWell: true };
        Port = portIsTrue ? now : null;
        Become(Hindrance is null ? DeviceState.Idle : DeviceState.Error, answers: null, Hindrance);
    }

    /// <summary>Nothing to do: waits for something, and looks now and then whether the printer is still there.</summary>
    private async Task Rest(TTalk talk, Task heard, Task changed, TimeSpan? idle, CancellationToken cancellationToken)
    {
        if (Hindrance is null)
            Become(DeviceState.Idle, Speaks ? true : null, why: null);
        if (!Closing)
            await AskWho(talk, cancellationToken);
        var since = Parts.Clock.GetTimestamp();
        var atMost = Speaks && !Reports(talk) ? PollEvery : LookAfter;
        await talk.Wait(idle > TimeSpan.Zero && idle < atMost ? idle.Value : atMost, cancellationToken, heard, changed, asked, ClosingBell.Next);
        if (heard.IsCompleted || changed.IsCompleted || asked.IsCompleted || Parts.Clock.GetElapsedTime(since) < PollEvery)
            return;
        if (Speaks)
            await Look(talk, cancellationToken);
        else
            await Greet(talk, isFirst: false, cancellationToken);
    }
}
