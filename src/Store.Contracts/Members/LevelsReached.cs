using MediatR;

namespace Store.Contracts.Members;

/// <summary>Members have risen to a level, by what they bought, by hand, or as paid for; published in the transaction that puts them on it. Who falls to a level has not reached it.</summary>
/// <param name="Risen">At most some hundreds at a time.</param>
public sealed record LevelsReached(IReadOnlyList<RisenMember> Risen) : INotification;

/// <param name="MemberId">The member.</param>
/// <param name="LevelId">The level on which they are now.</param>
public sealed record RisenMember(long MemberId, long LevelId);
