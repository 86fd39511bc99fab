using MediatR;

namespace Store.Contracts.Members;

/// <summary>The members of a segment as it is now, in the order of their ids, a page at a time.</summary>
/// <param name="SegmentId">The segment.</param>
/// <param name="After">The last member of the page before; 0 for the first page.</param>
/// <param name="Limit">How many.</param>
/// <exception cref="Kernel.Http.NotFound">There is no such segment.</exception>
public sealed record ListSegmentMembers(long SegmentId, long After, int Limit) : IRequest<IReadOnlyList<long>>;
