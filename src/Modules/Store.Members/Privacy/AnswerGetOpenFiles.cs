using Store.Contracts.Members;

namespace Store.Members.Privacy;

/// <summary>Tells other modules where to book what comes to members, and has whoever would merge or forget one wait until it is booked.</summary>
internal static class AnswerGetOpenFiles
{
    internal sealed class Handler(Db db) : IRequestHandler<GetOpenFiles, IReadOnlyDictionary<long, long>>
    {
        public async Task<IReadOnlyDictionary<long, long>> Handle(GetOpenFiles request, CancellationToken cancellationToken) => (await db.Query<Row>("""
            SELECT f.MemberId, m.MemberId AS OpenId
            FROM   members.Members f WITH (REPEATABLEREAD, ROWLOCK)
            JOIN   members.Members m WITH (REPEATABLEREAD, ROWLOCK) ON m.MemberId = COALESCE(f.MergedIntoId, f.MemberId)
            WHERE  f.MemberId IN @MemberIds AND m.State = 'Active'
            """, new { MemberIds = request.MemberIds.Distinct().ToList() }, cancellationToken)).ToDictionary(row => row.MemberId, row => row.OpenId);

        private sealed record Row(long MemberId, long OpenId);
    }
}
