using MediatR;

namespace Store.Contracts.Members;

/// <summary>The members of a segment in the order of their ids, piece by piece. Refuses an unknown segment (<c>segment.not_found</c>).</summary>
/// <param name="SegmentId">The segment.</param>
/// <param name="After">The last one seen; 0 from the beginning.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListSegmentMembers(long SegmentId, long After, int Limit) : IRequest<IReadOnlyList<long>>;
