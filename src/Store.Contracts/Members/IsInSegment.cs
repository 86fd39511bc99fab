using MediatR;

namespace Store.Contracts.Members;

/// <summary>Whether a member is in a segment as it is now; null where there is no such segment.</summary>
/// <param name="SegmentId">The segment.</param>
/// <param name="MemberId">The member.</param>
public sealed record IsInSegment(long SegmentId, long MemberId) : IRequest<bool?>;
