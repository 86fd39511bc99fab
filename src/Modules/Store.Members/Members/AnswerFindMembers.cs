using Store.Contracts.Members;

namespace Store.Members.Members;

/// <summary>Says which of some members are there.</summary>
internal static class AnswerFindMembers
{
    internal sealed class Handler(Db db) : IRequestHandler<FindMembers, IReadOnlyList<MemberNumber>>
    {
        public async Task<IReadOnlyList<MemberNumber>> Handle(FindMembers request, CancellationToken cancellationToken) => await db.Query<MemberNumber>("""
            SELECT MemberId, Number FROM members.Members WHERE MemberId IN @MemberIds AND State = 'Active'
            """, new { MemberIds = request.MemberIds.Distinct().ToList() }, cancellationToken);
    }
}
