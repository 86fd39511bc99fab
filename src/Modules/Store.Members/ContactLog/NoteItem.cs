namespace Store.Members.ContactLog;

/// <summary>A note of the contact log.</summary>
/// <param name="NoteId">This note.</param>
/// <param name="MemberId">About whom.</param>
/// <param name="MemberNumber">What stands on their card.</param>
/// <param name="MemberName">Their name.</param>
/// <param name="LevelName">Their level; null without one.</param>
/// <param name="Channel">How it was said.</param>
/// <param name="Body">What.</param>
/// <param name="WrittenAt">UTC.</param>
/// <param name="WrittenByName">By whom.</param>
/// <param name="RemindOn">When to come back to it.</param>
/// <param name="DoneAt">When that was done, UTC.</param>
internal sealed record NoteItem(
    long NoteId, long MemberId, string MemberNumber, string MemberName, string? LevelName, string Channel, string Body, DateTime WrittenAt, string WrittenByName, DateOnly? RemindOn,
    DateTime? DoneAt)
{
    /// <summary>The channel of what nobody said: something of the member's comes to its end.</summary>
    public const string Ends = "Ends";
}
