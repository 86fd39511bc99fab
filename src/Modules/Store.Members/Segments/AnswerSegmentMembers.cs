using Store.Contracts.Members;

namespace Store.Members.Segments;

/// <summary>Tells coupons who belongs to a segment.</summary>
internal static class AnswerSegmentMembers
{
    internal sealed class Handler(Db db, SegmentSieve sieve) : IRequestHandler<ListSegmentMembers, IReadOnlyList<long>>
    {
        public async Task<IReadOnlyList<long>> Handle(ListSegmentMembers request, CancellationToken cancellationToken) =>
            await sieve.Page((await SegmentRow.Read(db, request.SegmentId, cancellationToken)).Read(), request.After, request.Limit, cancellationToken);
    }
}
