using Store.Contracts.Members;

namespace Store.Members.Members;

/// <summary>Says which of some members are there, and to who may see members also who they are.</summary>
internal static class AnswerFindMembers
{
    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<FindMembers, IReadOnlyList<FoundMember>>
    {
        public async Task<IReadOnlyList<FoundMember>> Handle(FindMembers request, CancellationToken cancellationToken)
        {
            var found = request.MemberIds.Count == 0 ? [] : await db.Query<FoundMember>("""
                SELECT m.MemberId, m.Number, m.Name, l.Name AS LevelName
                FROM   members.Members m
                LEFT JOIN members.MemberLevels l ON l.LevelId = m.LevelId
                WHERE  m.MemberId IN @MemberIds AND m.State = 'Active'
                """, new { MemberIds = request.MemberIds.Distinct().ToList() }, cancellationToken);
            return caller.May("members.view") ? found : [.. found.Select(member => member with { Name = null, LevelName = null })];
        }
    }
}
