using Store.Contracts.Members;

namespace Store.Members.Segments;

/// <summary>Tells coupons whether a member may use one that is a segment's.</summary>
internal static class AnswerIsInSegment
{
    internal sealed class Handler(Db db, SegmentSieve sieve) : IRequestHandler<IsInSegment, bool?>
    {
        public async Task<bool?> Handle(IsInSegment request, CancellationToken cancellationToken) => await SegmentRow.Find(db, request.SegmentId, cancellationToken) is { } segment
            ? await sieve.Has(segment.Read(), request.MemberId, cancellationToken)
            : null;
    }
}
