using Microsoft.Extensions.Logging;
using Store.Devices.Profile;
using Store.Devices.Registry;
using Store.Devices.Statistics;

namespace Store.Devices.Jobs;

/// <summary>
/// A printer of whatever kind. It does one job after the other, each once: the journal has it before the first byte goes out, and it counts as printed when the printer says so. Bytes are never
/// sent again: where they went out and no proof came, the job is uncertain and a person decides.
/// </summary>
internal abstract class JobPrinter(DeviceSettings settings, DeviceKind kind, DeviceParts parts, JobBook jobs) : Device(settings, kind, parts)
{
    protected static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);
    protected static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ObeysWithin = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Bell finished = new();
    private volatile bool closing;
    private volatile int printing;

    public JobBook Jobs => jobs;

    /// <summary>Rings when the service stops.</summary>
    protected Bell ClosingBell { get; } = new();

    /// <summary>The service stops: what is in the printer comes out, and nothing new is begun.</summary>
    protected bool Closing => closing;

    protected bool Printing => printing > 0;

    /// <summary>Why it cannot print now, as far as it has said; null when it can.</summary>
    protected abstract DeviceProblem? Hindrance { get; }

    /// <summary>What happened since a job began that may have left its mark on it.</summary>
    protected virtual IReadOnlyList<string>? Noticed(PrintJob job) => null;

    /// <summary>Takes a job on, with the kick that belongs to it, and goes to it at once.</summary>
    public PrintJob Take(JobRequest request, JobRequest? kick = null)
    {
        var job = jobs.Add(request, kick);
        Reach();
        return job;
    }

    /// <summary>Prints an uncertain paper once more, and goes to it at once.</summary>
    public PrintJob? Repeat(JobRequest again, string? why)
    {
        var job = IsEnabled ? jobs.Repeat(again, why) : throw NotInUse.Disabled(Id);
        Reach();
        return job;
    }

    /// <summary>Sends a command past its papers, between two of them.</summary>
    /// <exception cref="OutOfReach">It is not there, or busy for too long.</exception>
    public Task Obey(ReadOnlyMemory<byte> command, CancellationToken cancellationToken) => Ask(async (link, ending) =>
    {
        await link.Send(command, ending);
        return true;
    }, ObeysWithin, cancellationToken);

    /// <summary>Gives up what is too late to be done next, also while it is busy with something long.</summary>
    public void GiveUpLate() => _ = Due();

    /// <summary>What waits at one that is switched off says so, and waits on.</summary>
    public override void Start()
    {
        foreach (var job in IsEnabled ? [] : jobs.List([JobState.Queued], kind: null, long.MaxValue, int.MaxValue))
            Hold(job, NotInUse.Off);
        base.Start();
    }

    /// <summary>Lets what is in the printer come out before it hangs up.</summary>
    public override async ValueTask DisposeAsync()
    {
        lock (gate)
            closing = true;
        ClosingBell.Ring();
        var since = Parts.Clock.GetTimestamp();
        while (Printing && Hindrance is null && Parts.Clock.GetElapsedTime(since) < FinishWithin)
            await Task.WhenAny(finished.Next, Task.Delay(Tick, Parts.Clock));
        await base.DisposeAsync();
        jobs.Dispose();
    }

    /// <summary>Counts a job that is over.</summary>
    protected virtual void Count(PrintJob job, bool isDone)
    {
        if (!isDone)
            Parts.Statistics.Count(Id, Statistic.FailedWriteCount);
    }

    protected override void OnLost(DeviceProblem why)
    {
        if (Due() is { } job)
            Hold(job, why);
    }

    /// <summary>The next job that is still of use. One that is switched off opens its drawer alone.</summary>
    protected PrintJob? Due()
    {
        while (jobs.Next() is { } job && (IsEnabled || job.Request.Kind == JobKind.Kick))
        {
            if (!IsTooLate(job))
                return job;
            jobs.Move(job.JobId, job.State, JobState.Expired, "job.expired", "It could not be done in time.");
        }

        return null;
    }

    /// <summary>By the time that has gone by and not by the clock, which someone may set.</summary>
    protected bool IsTooLate(PrintJob job) => job.UsefulFor is { } useful && Parts.Clock.GetElapsedTime(job.Since) >= useful;

    /// <summary>What goes out for a job; null where it cannot be made, which then holds up no other.</summary>
    protected T? Made<T>(PrintJob job, Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (Exception wrong)
        {
            Parts.Log.LogError(wrong, "A job of {Printer} cannot be put on paper.", Id);
            jobs.Move(job.JobId, job.State, JobState.Failed, "document.cannot_be_printed", "This cannot be put on paper by this printer.");
            return null;
        }
    }

    protected void Hold(PrintJob job, DeviceProblem why)
    {
        if (job.Reason != why.Code)
            jobs.Move(job.JobId, job.State, JobState.Held, why.Code, why.Message);
    }

    /// <summary>Ends the papers that do not wait for paper, wherever they stand, so that none of them comes out once there is paper again.</summary>
    /// <param name="why">Why the printer cannot print now.</param>
    protected void EndWithoutPaper(DeviceProblem why)
    {
        if (why.Code is not ("printer.paper_out" or "printer.cover_open"))
            return;
        foreach (var job in jobs.NotToWait())
        {
            try
            {
                jobs.Move(job.JobId, job.State, JobState.Failed, why.Code, why.Message, mustBeKept: true);
            }
            catch (OutOfReach)
            {
                // What would be printed after a restart is not called over. While the disk takes nothing, nothing is printed either.
            }
        }
    }

    /// <summary>Does a job, once it is on disk that it begins.</summary>
    /// <param name="job">The job.</param>
    /// <param name="print">Sends it and waits for its proof; without one, says why.</param>
    /// <param name="without">What it is without proof.</param>
    /// <returns>The proof and what happened, or null when it was not begun: someone has taken it back, the disk is full, or the service stops.</returns>
    protected async Task<(string? Proof, DeviceProblem What)?> Do(PrintJob job, Func<Task<(string? Proof, DeviceProblem What)>> print, JobState without)
    {
        // Whoever closes it waits for what it prints, so it is said before the job counts as begun.
        lock (gate)
        {
            if (closing)
                return null;
            printing++;
        }

        try
        {
            return Begins(job) ? await DoBegun(job, print, without) : null;
        }
        finally
        {
            lock (gate)
                printing--;
            finished.Ring();
        }
    }

    private bool Begins(PrintJob job)
    {
        try
        {
            // Someone may have taken it back in this moment.
            return jobs.Move(job.JobId, job.State, JobState.Printing) is not null;
        }
        catch (OutOfReach full)
        {
            Hold(job, new DeviceProblem(full.Code, full.Message));
            return false;
        }
    }

    private async Task<(string? Proof, DeviceProblem What)> DoBegun(PrintJob job, Func<Task<(string? Proof, DeviceProblem What)>> print, JobState without)
    {
        var result = (Proof: (string?)null, What: Interrupted);
        try
        {
            result = await print();
        }
        finally
        {
            if (result.Proof is not null)
                jobs.Move(job.JobId, JobState.Printing, JobState.Printed, proof: result.Proof, noticed: Noticed(job));
            else
                jobs.Move(job.JobId, JobState.Printing, without, result.What.Code, result.What.Message, noticed: Noticed(job));
            Count(job, isDone: result.Proof is not null);
        }

        return result;
    }

    /// <summary>Tells what is another way than before, and how the printer is now.</summary>
    /// <param name="news">What was and is so, and what it is called when it is and when it is not.</param>
    protected void Tell(params IEnumerable<(bool Was, bool Is, string Yes, string No)> news)
    {
        foreach (var (was, isNow, yes, no) in news)
        {
            if (was != isNow)
                Parts.Events.Publish(Id, "statusUpdate", isNow ? yes : no);
        }

        if (Hindrance is { } problem)
            Become(DeviceState.Error, answers: true, problem);
        else
            Become(Printing ? DeviceState.Busy : DeviceState.Idle, answers: true, why: null);
    }

    private static DeviceProblem Interrupted { get; } = new("service.interrupted", "The service was stopped while this was printing. Look at the paper.");
}
