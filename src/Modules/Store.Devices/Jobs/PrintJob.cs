using Store.Contracts.Devices;

namespace Store.Devices.Jobs;

/// <summary>What a paper or a kick of the drawer can be. From uncertain nothing goes on by itself.</summary>
internal enum JobState
{
    /// <summary>Accepted and on disk; nothing of it has left.</summary>
    Queued,

    /// <summary>Waits for paper, cover, cutter or for the printer itself, and goes on by itself.</summary>
    Held,

    /// <summary>Some of it may have left; the proof has not come yet.</summary>
    Printing,

    /// <summary>Proven by the printer, or said so by a person.</summary>
    Printed,

    /// <summary>Bytes went out and no proof came: a person looks at the paper and decides.</summary>
    Uncertain,

    /// <summary>It did not happen; of a kick also that nobody knows.</summary>
    Failed,

    /// <summary>Taken back before it began, or given up by a person.</summary>
    Cancelled,

    /// <summary>Too late to be of use.</summary>
    Expired,
}

internal enum JobKind
{
    Paper,
    Kick,
    Label,
}

/// <summary>What a paper does that meets a printer without paper, or with an open cover, before its first byte.</summary>
internal enum OnPaperOut
{
    /// <summary>It waits and goes on by itself.</summary>
    Hold,

    /// <summary>It is over, and nothing of it comes out later.</summary>
    Fail,
}

/// <summary>When a paper opens the drawer.</summary>
internal enum DrawerMoment
{
    /// <summary>Before it is printed, whatever becomes of it.</summary>
    Before,

    /// <summary>Once the printer has proven that it came out; otherwise not at all.</summary>
    AfterComplete,
}

/// <summary>Which state follows which.</summary>
internal static class JobMoves
{
    private static readonly Dictionary<JobState, JobState[]> Allowed = new()
    {
        [JobState.Queued] = [JobState.Held, JobState.Printing, JobState.Failed, JobState.Cancelled, JobState.Expired],
        [JobState.Held] = [JobState.Queued, JobState.Held, JobState.Printing, JobState.Failed, JobState.Cancelled, JobState.Expired],
        [JobState.Printing] = [JobState.Printed, JobState.Uncertain, JobState.Failed],
        [JobState.Uncertain] = [JobState.Printed, JobState.Cancelled],
    };

    public static bool Leads(JobState from, JobState to) => Allowed.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Nothing follows any more.</summary>
    public static bool IsFinal(JobState state) => !Allowed.ContainsKey(state);
}

/// <summary>What was asked for.</summary>
/// <param name="JobId">The till's own UUID: the same one is the same paper.</param>
/// <param name="Kind">A paper, a kick of the drawer, or labels.</param>
/// <param name="Title">What people call it: the receipt's number.</param>
/// <param name="Document">What goes on the paper; gone from the journal once nobody needs it any more.</param>
/// <param name="Hash">Of what was asked, to tell a retry from another request with the same UUID.</param>
/// <param name="By">Who asked.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">When it is of no use any more.</param>
/// <param name="ReprintOf">The paper that this one repeats, by a person's decision.</param>
/// <param name="ReprintNumber">How often that has been repeated.</param>
/// <param name="Warnings">What will not look as the document says.</param>
/// <param name="Labels">What goes on labels, one after the other; gone like the document.</param>
/// <param name="OnPaperOut">Whether it waits for paper.</param>
/// <param name="KickId">The kick that belongs to this paper.</param>
/// <param name="Opening">What a kick is for.</param>
internal sealed record JobRequest(
    Guid JobId, JobKind Kind, string Title, PrintDocument? Document, string Hash, string By, DateTime CreatedAt, DateTime? ExpiresAt = null, Guid? ReprintOf = null, int ReprintNumber = 0,
    IReadOnlyList<string>? Warnings = null, IReadOnlyList<LabelDocument>? Labels = null, OnPaperOut OnPaperOut = OnPaperOut.Hold, Guid? KickId = null, DrawerOpening? Opening = null);

/// <summary>What a kick is for.</summary>
/// <param name="DrawerId">What it opens.</param>
/// <param name="Reason">Why.</param>
/// <param name="SaleNumber">The sale that it is for; null for an opening without one.</param>
/// <param name="Paper">The paper that it belongs to; null for one that was asked for by itself.</param>
/// <param name="When">Before that paper or after it.</param>
internal sealed record DrawerOpening(string DrawerId, string Reason, string? SaleNumber, Guid? Paper = null, DrawerMoment When = DrawerMoment.Before)
{
    /// <summary>How long after it may be done a kick is begun at the latest.</summary>
    public static readonly TimeSpan UsefulFor = TimeSpan.FromSeconds(5);

    /// <summary>How long after it was asked for it may be done at the latest: whoever waited for the paper longer has opened the drawer by hand.</summary>
    public static readonly TimeSpan WaitsForPaper = TimeSpan.FromMinutes(1);
}

/// <summary>A job as it stands.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Number">Its place in the order of acceptance.</param>
/// <param name="IsLate">It was accepted before the service was last started, so its paper says when.</param>
internal sealed record PrintJob(JobRequest Request, long Number, bool IsLate = false)
{
    public JobState State { get; init; }

    /// <summary>When it was accepted or found in the journal, on the clock's monotonic side.</summary>
    public long Since { get; init; }

    /// <summary>For how long after that it is of use.</summary>
    public TimeSpan? UsefulFor { get; init; }

    /// <summary>A kick that waits until its paper has come out.</summary>
    public bool AwaitsPaper { get; init; }

    public DateTime ChangedAt { get; init; }

    /// <summary>The code of why it is held, uncertain, failed or given up.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Message { get; init; }

    /// <summary>
    /// How it is known that it was printed: <c>ProcessId</c>, <c>InOrder</c>, <c>RealTime</c> of a kick past the papers, of labels <c>Counters</c>, <c>Mark</c> or <c>SeenPrinting</c>, <c>Sent</c>, or
    /// <c>Person</c>.
    /// </summary>
    public string? Proof { get; init; }

    /// <summary>What happened while it was printed that may have left its mark on it: codes as in its warnings.</summary>
    public IReadOnlyList<string>? Noticed { get; init; }

    /// <summary>Who decided what became of it.</summary>
    public string? DecidedBy { get; init; }

    public Guid JobId => Request.JobId;

    public bool IsFinal => JobMoves.IsFinal(State);
}
