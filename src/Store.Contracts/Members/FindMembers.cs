using MediatR;

namespace Store.Contracts.Members;

/// <summary>Those of these members that are there and neither merged nor erased.</summary>
/// <param name="MemberIds">At most 500.</param>
public sealed record FindMembers(IReadOnlyCollection<long> MemberIds) : IRequest<IReadOnlyList<FoundMember>>;

/// <param name="MemberId">The member.</param>
/// <param name="Number">What stands on the card.</param>
/// <param name="Name">What to call them; null for who may not see members.</param>
/// <param name="LevelName">Their level; null without one, and for who may not see members.</param>
public sealed record FoundMember(long MemberId, string Number, string? Name, string? LevelName);
