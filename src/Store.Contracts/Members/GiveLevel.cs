using MediatR;

namespace Store.Contracts.Members;

/// <summary>
/// Puts a member on a higher level than theirs until a day, for what they gave for it; joins the caller's transaction. Refuses a level that is not higher (<c>level.not_higher</c>).
/// </summary>
/// <param name="MemberId">The member.</param>
/// <param name="LevelId">The level.</param>
/// <param name="HeldUntil">The last day on which it stays, whatever a review says.</param>
public sealed record GiveLevel(long MemberId, long LevelId, DateOnly HeldUntil) : IRequest;
