using Store.Contracts.Access;

namespace Store.Access.Staff;

/// <summary>Tells other modules the names of a store's people.</summary>
internal static class AnswerGetStaffNames
{
    internal sealed class Handler(Db db) : IRequestHandler<GetStaffNames, IReadOnlyDictionary<long, string>>
    {
        public async Task<IReadOnlyDictionary<long, string>> Handle(GetStaffNames request, CancellationToken cancellationToken)
        {
            var people = await db.Query<Person>("""
                SELECT u.UserId, u.DisplayName AS Name
                FROM   access.Users u
                WHERE  u.UserId IN @UserIds AND u.Active = 1 AND EXISTS (SELECT 1 FROM access.Grants g WHERE g.UserId = u.UserId AND g.StoreId IN (0, @StoreId))
                """, request, cancellationToken);
            return people.ToDictionary(person => person.UserId, person => person.Name);
        }

        private sealed record Person(long UserId, string Name);
    }
}
