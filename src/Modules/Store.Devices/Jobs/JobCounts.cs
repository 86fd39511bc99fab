namespace Store.Devices.Jobs;

/// <summary>What became of what a printer was given since the start of the service.</summary>
/// <param name="Printed">Papers of which it is proven.</param>
/// <param name="Uncertain">Papers of which nobody knew.</param>
/// <param name="Failed">Papers that did not come out.</param>
/// <param name="Kicks">How often its drawer was opened.</param>
/// <param name="KicksFailed">How often it should have been and was not.</param>
internal sealed record JobCounts(int Printed, int Uncertain, int Failed, int Kicks, int KicksFailed)
{
    /// <summary>One job more that is over.</summary>
    public JobCounts With(PrintJob job) => (job.Request.Kind, job.State) switch
    {
        (JobKind.Kick, JobState.Printed) => this with { Kicks = Kicks + 1 },
        (JobKind.Kick, _) => this with { KicksFailed = KicksFailed + 1 },
        (_, JobState.Printed) => this with { Printed = Printed + 1 },
        (_, JobState.Uncertain) => this with { Uncertain = Uncertain + 1 },
        _ => this with { Failed = Failed + 1 },
    };
}
