using MediatR;

namespace Store.Contracts.Members;

/// <summary>Those of these members that are there and neither merged nor erased.</summary>
/// <param name="MemberIds">At most 500.</param>
public sealed record FindMembers(IReadOnlyCollection<long> MemberIds) : IRequest<IReadOnlyList<MemberNumber>>;

/// <param name="MemberId">The member.</param>
/// <param name="Number">What stands on the card.</param>
public sealed record MemberNumber(long MemberId, string Number);
