namespace Store.Devices.Jobs;

/// <summary>A job as pages show it.</summary>
/// <param name="JobId">The till's UUID.</param>
/// <param name="PrinterId">Where.</param>
/// <param name="Kind">A paper, a kick of the drawer, or labels.</param>
/// <param name="Title">What people call it.</param>
/// <param name="State">How it stands.</param>
/// <param name="Position">How many are before it, while it waits.</param>
/// <param name="Reason">The stable code of why it is held, uncertain, failed or given up.</param>
/// <param name="Message">The reason in words.</param>
/// <param name="Proof">How it is known that it was printed.</param>
/// <param name="By">Who asked.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ChangedAt">Since when it stands so.</param>
/// <param name="ReprintOf">The paper that it repeats.</param>
/// <param name="ReprintNumber">How often that has been repeated.</param>
/// <param name="Warnings">What does not look as the document says, or may not: each a code such as <c>not_in_font</c> or <c>cover_opened</c>, and after a space what it is about.</param>
/// <param name="Drawer">What became of the drawer that it was to open; null where it was not, or that is forgotten.</param>
internal sealed record JobInfo(
    Guid JobId, string PrinterId, JobKind Kind, string Title, JobState State, int? Position, string? Reason, string? Message, string? Proof, string By, DateTime CreatedAt, DateTime ChangedAt,
    Guid? ReprintOf, int ReprintNumber, IReadOnlyList<string> Warnings, PaperDrawer? Drawer);

/// <summary>What became of the drawer that a paper was to open. Its kick is a job of its own.</summary>
/// <param name="DrawerId">Which.</param>
/// <param name="When">Before the paper or after it.</param>
/// <param name="KickId">The job of the kick.</param>
/// <param name="State">How that stands: <c>Printed</c> is opened.</param>
/// <param name="Reason">The stable code of why it was not opened.</param>
/// <param name="Message">The reason in words.</param>
internal sealed record PaperDrawer(string DrawerId, DrawerMoment When, Guid KickId, JobState State, string? Reason, string? Message);
