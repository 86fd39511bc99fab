using Store.Devices.Events;
using Store.Devices.Registry;

namespace Store.Devices.Jobs;

/// <summary>
/// The jobs of one printer, in the order of acceptance. A job is on disk before it is acknowledged, before its first byte goes out and when it is over; so after a power cut what
/// had not begun is printed, and what had begun is uncertain.
/// </summary>
internal sealed class JobBook : IDisposable
{
    /// <summary>Whoever has had no answer may ask again for so long.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>Of what is over: a paper every twenty seconds around the clock, which no till prints, and some three megabytes in a service that is asked for more.</summary>
    private const int KeptAtMost = 4_000;

    private static long numbers;

    private readonly string printerId;
    private readonly Journal journal;
    private readonly EventLog events;
    private readonly TimeProvider clock;
    private readonly Action<PrintJob>? over;
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, PrintJob> jobs = [];
    private readonly SortedSet<long> waiting = [];
    private readonly SortedDictionary<long, Guid> order = [];
    private readonly Queue<Guid> past = [];

    /// <param name="printerId">Whose jobs they are.</param>
    /// <param name="journal">Where they are kept.</param>
    /// <param name="events">Where it says what becomes of them.</param>
    /// <param name="clock">By which they are too late.</param>
    /// <param name="over">Hears of each that is over before anyone can see that it is.</param>
    public JobBook(string printerId, Journal journal, EventLog events, TimeProvider clock, Action<PrintJob>? over = null)
    {
        (this.printerId, this.journal, this.events, this.clock, this.over) = (printerId, journal, events, clock, over);
        foreach (var line in journal.Read())
            Remember(line);
        Prune();
        foreach (var unfinished in jobs.Values.Where(job => job is { IsFinal: false, State: not JobState.Uncertain }).ToList())
        {
            End(unfinished switch
            {
                { Request.Kind: JobKind.Kick } => unfinished with { State = JobState.Failed, Reason = "drawer.interrupted", Message = "The service was restarted; the drawer is not opened later.", ChangedAt = clock.UtcNow() },
                { State: JobState.Printing } => unfinished with { State = JobState.Uncertain, Reason = "service.interrupted", Message = "The service was stopped while this was printing.", ChangedAt = clock.UtcNow() },
                _ => unfinished with { State = JobState.Queued, IsLate = true },
            });
        }

        // Also where nothing of it can be read: half a line would spoil the next one.
        if (!journal.IsEmpty)
            journal.Rewrite(Lines());
    }

    /// <summary>Rings when something waits that did not before.</summary>
    public Bell Changed { get; } = new();

    /// <summary>Papers that wait or are being printed.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return waiting.Count(number => jobs[order[number]].Request.Kind != JobKind.Kick);
        }
    }

    /// <summary>What became of the jobs since the start.</summary>
    public JobCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    public int Uncertain
    {
        get
        {
            lock (gate)
                return jobs.Values.Count(job => job.State == JobState.Uncertain);
        }
    }

    /// <summary>Takes a job on, and with a paper the kick that belongs to it. The same UUID with the same content is the same job, and has had its kick.</summary>
    /// <exception cref="OutOfReach">The disk does not take it.</exception>
    /// <exception cref="RuleBroken">The UUID belongs to something else.</exception>
    public PrintJob Add(JobRequest request, JobRequest? kick = null)
    {
        PrintJob job;
        PrintJob? opens;
        lock (gate)
        {
            if (jobs.TryGetValue(request.JobId, out var known))
            {
                return known.Request.Hash == request.Hash
                    ? known
                    : throw new RuleBroken("idempotency.key_reused", "This UUID has already been used for another paper.");
            }

            if (journal.IsLong)
            {
                Prune();
                journal.Rewrite(Lines());
            }

            job = Fresh(request, request.CreatedAt);
            opens = kick is null ? null : Fresh(kick, kick.CreatedAt) with { AwaitsPaper = kick.Opening is { When: DrawerMoment.AfterComplete } };

            // Where the power goes between the two lines, the paper is not there, and is asked for once more with another kick.
            journal.Append([.. opens is null ? [] : (IEnumerable<JournalLine>)[First(opens)], First(job)]);
            Put(job);
            if (opens is not null)
                Put(opens);
        }

        Tell(job);
        if (opens is not null)
            Tell(opens);
        Changed.Ring();
        return job;
    }

    /// <summary>Prints an uncertain paper once more: that it is decided and that it is asked for again are on disk together or not at all.</summary>
    /// <returns>The new one, or null when someone else has decided meanwhile.</returns>
    /// <exception cref="OutOfReach">The disk does not take it, and so nothing is decided.</exception>
    public PrintJob? Repeat(JobRequest again, string? why)
    {
        PrintJob decided, job;
        lock (gate)
        {
            if (again.ReprintOf is not { } first || !jobs.TryGetValue(first, out var uncertain) || uncertain.State != JobState.Uncertain)
                return null;
            decided = Repeated(uncertain, again, why);
            job = Fresh(again, again.CreatedAt);
            journal.Append(First(job), Line(decided));
            End(decided);
            Put(job);
        }

        Tell(decided);
        Tell(job);
        Changed.Ring();
        return job;
    }

    /// <summary>Another state. What decides whether a paper may be printed again is on disk before this returns.</summary>
    /// <returns>The job as it now stands, or null when it is somewhere else by now: someone has cancelled it meanwhile.</returns>
    /// <exception cref="OutOfReach">The disk does not take it, and so it stays as it was.</exception>
    public PrintJob? Move(Guid jobId, JobState from, JobState to, string? reason = null, string? message = null, string? proof = null, string? by = null,
        IReadOnlyList<string>? noticed = null, bool mustBeKept = false)
    {
        PrintJob moved;
        PrintJob? kick;
        lock (gate)
        {
            if (!jobs.TryGetValue(jobId, out var job) || job.State != from)
                return null;
            if (!JobMoves.Leads(from, to))
                throw new InvalidOperationException($"A job does not go from {from} to {to}.");
            moved = job with { State = to, Reason = reason, Message = message, Proof = proof, DecidedBy = by ?? job.DecidedBy, Noticed = noticed ?? job.Noticed, ChangedAt = clock.UtcNow() };
            kick = KickAfter(moved);
            if (to is not (JobState.Held or JobState.Queued))
                Write([moved, .. kick is { IsFinal: true } ? [kick] : (IEnumerable<PrintJob>)[]], mustBeKept || to is JobState.Printing or JobState.Cancelled || from == JobState.Uncertain);

            End(moved);
            if (kick is not null)
                End(kick);
            if (kick is { IsFinal: true })
                Counts = Counts.With(kick);
            if (from == JobState.Printing || to is JobState.Expired or JobState.Failed)
                Counts = Counts.With(moved);
        }

        Tell(moved);
        if (kick is { IsFinal: true })
            Tell(kick);
        Changed.Ring();
        return moved;
    }

    /// <summary>Papers that wait, and would rather be over than wait for paper.</summary>
    public IReadOnlyList<PrintJob> NotToWait()
    {
        lock (gate)
            return [.. waiting.Select(number => jobs[order[number]]).Where(job => job is { Request.OnPaperOut: OnPaperOut.Fail, State: not JobState.Printing })];
    }

    /// <summary>What comes next: kicks first, since someone waits in front of the drawer.</summary>
    public PrintJob? Next()
    {
        lock (gate)
        {
            PrintJob? first = null;
            foreach (var number in waiting)
            {
                var job = jobs[order[number]];
                if (job.AwaitsPaper)
                    continue;
                if (job.Request.Kind == JobKind.Kick)
                    return job;
                first ??= job;
            }

            return first;
        }
    }

    public PrintJob? Find(Guid jobId)
    {
        lock (gate)
            return jobs.GetValueOrDefault(jobId);
    }

    /// <summary>The newest first: those that stand so, or all where no state is named.</summary>
    public IReadOnlyList<PrintJob> List(IReadOnlyList<JobState> states, JobKind? kind, long before, int limit)
    {
        lock (gate)
        {
            return [.. order.Reverse().SkipWhile(entry => entry.Key >= before).Select(entry => jobs[entry.Value])
                .Where(job => (states.Count == 0 || states.Contains(job.State)) && (kind is null || job.Request.Kind == kind)).Take(limit)];
        }
    }

    public JobInfo Show(PrintJob job)
    {
        var request = job.Request;
        int? position;
        PrintJob? kick;
        lock (gate)
        {
            position = waiting.Contains(job.Number) ? waiting.Count(number => number < job.Number) + 1 : null;
            kick = request.KickId is { } id ? jobs.GetValueOrDefault(id) : null;
        }

        return new JobInfo(job.JobId, printerId, request.Kind, request.Title, job.State, position, job.Reason, job.Message, job.Proof, request.By, request.CreatedAt, job.ChangedAt,
            request.ReprintOf, request.ReprintNumber, [.. request.Warnings ?? [], .. job.Noticed ?? []],
            kick is { Request.Opening: { } opening } ? new PaperDrawer(opening.DrawerId, opening.When, kick.JobId, kick.State, kick.Reason, kick.Message) : null);
    }

    public void Dispose()
    {
        lock (gate)
            journal.Dispose();
    }

    private static PrintJob Repeated(PrintJob uncertain, JobRequest again, string? why) =>
        uncertain with { State = JobState.Cancelled, Reason = "job.reprinted", Message = why, DecidedBy = again.By, ChangedAt = again.CreatedAt };

    /// <summary>The line with which a job begins.</summary>
    private static JournalLine First(PrintJob job) => new(job.JobId, job.State, job.ChangedAt, job.Request);

    private static JournalLine Line(PrintJob job) => new(job.JobId, job.State, job.ChangedAt, Request: null, job.Reason, job.Message, job.Proof, job.DecidedBy, job.Noticed);

    /// <summary>A job that is new to this book. For how long it is of use is counted from now on, whatever becomes of the clock.</summary>
    private PrintJob Fresh(JobRequest request, DateTime now) => new(request, Interlocked.Increment(ref numbers))
    {
        State = JobState.Queued, ChangedAt = request.CreatedAt, Since = clock.GetTimestamp(), UsefulFor = request.ExpiresAt - now,
    };

    /// <summary>What a paper's kick becomes now that the paper is another way; null where nothing. What is not proven opens no drawer, also once a person says that it came out.</summary>
    private PrintJob? KickAfter(PrintJob paper)
    {
        if (paper.State is JobState.Queued or JobState.Held or JobState.Printing || paper.Request.KickId is not { } id
            || jobs.GetValueOrDefault(id) is not { State: JobState.Queued or JobState.Held } kick)
        {
            return null;
        }

        if (paper.State != JobState.Printed)
            return kick with { State = JobState.Failed, Reason = "drawer.paper_not_printed", Message = "Its paper has not come out, so the drawer was not opened.", ChangedAt = paper.ChangedAt };
        if (!kick.AwaitsPaper)
            return null;
        var soon = clock.GetElapsedTime(kick.Since) + DrawerOpening.UsefulFor;
        return kick with { AwaitsPaper = false, UsefulFor = kick.UsefulFor < soon ? kick.UsefulFor : soon };
    }

    private void Write(IEnumerable<PrintJob> moved, bool mustBeKept)
    {
        try
        {
            journal.Append([.. moved.Select(Line)]);
        }
        catch (OutOfReach) when (!mustBeKept)
        {
            // What has happened has happened. If the disk stays full, the next start calls it uncertain, which a person clears up.
        }
    }

    private void Remember(JournalLine line)
    {
        var job = line.Request is null ? jobs.GetValueOrDefault(line.Job) : Fresh(line.Request, clock.UtcNow());
        if (job is not null)
            Put(job with { State = line.State, ChangedAt = line.At, Reason = line.Reason, Message = line.Message, Proof = line.Proof, DecidedBy = line.By, Noticed = line.Noticed });

        // The power went between the two lines of a decision.
        if (line.Request is { ReprintOf: { } first } again && jobs.TryGetValue(first, out var uncertain) && !uncertain.IsFinal)
            Put(Repeated(uncertain, again, why: null));
    }

    /// <summary>Puts a job that may be over by now.</summary>
    private void End(PrintJob job)
    {
        if (job.IsFinal)
            over?.Invoke(job);
        Put(job);
    }

    private void Put(PrintJob job)
    {
        // Only a reprint needs the document again, and only while nobody has decided.
        jobs[job.JobId] = job.IsFinal ? job with { Request = job.Request with { Document = null, Labels = null } } : job;
        order[job.Number] = job.JobId;
        if (job.State is JobState.Queued or JobState.Held or JobState.Printing)
            waiting.Add(job.Number);
        else
            waiting.Remove(job.Number);
        if (!job.IsFinal)
            return;
        past.Enqueue(job.JobId);
        while (past.Count > KeptAtMost || (past.TryPeek(out var oldest) && (!jobs.TryGetValue(oldest, out var old) || old.ChangedAt < clock.UtcNow() - KeptFor)))
            Forget(past.Dequeue());
    }

    private void Forget(Guid jobId)
    {
        if (jobs.Remove(jobId, out var job))
            order.Remove(job.Number);
    }

    private void Prune()
    {
        var oldest = clock.UtcNow() - KeptFor;
        foreach (var old in jobs.Values.Where(job => job.IsFinal && job.ChangedAt < oldest).ToList())
            Forget(old.JobId);
    }

    private IEnumerable<JournalLine> Lines() => order.Values.Select(id => jobs[id]).Select(job => new JournalLine(
        job.JobId, job.State == JobState.Held ? JobState.Queued : job.State, job.ChangedAt, job.Request, job.Reason, job.Message, job.Proof, job.DecidedBy, job.Noticed));

    private void Tell(PrintJob job) => events.Publish(
        printerId,
        job.State switch { JobState.Printed => "outputComplete", JobState.Uncertain or JobState.Failed => "error", _ => "job" },
        job.State.ToString().ToUpperInvariant(),
        new Dictionary<string, object?>
        {
            ["jobId"] = job.JobId, ["kind"] = job.Request.Kind, ["title"] = job.Request.Title, ["reason"] = job.Reason, ["message"] = job.Message, ["drawer"] = Show(job).Drawer?.State,
        });
}
