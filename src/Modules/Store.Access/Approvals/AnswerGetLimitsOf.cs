using Store.Access.Roles;
using Store.Contracts.Access;

namespace Store.Access.Approvals;

/// <summary>Tells other modules how far people may go; of several roles the greatest counts.</summary>
internal static class AnswerGetLimitsOf
{
    internal sealed class Handler(Db db) : IRequestHandler<GetLimitsOf, IReadOnlyDictionary<long, decimal>>
    {
        public async Task<IReadOnlyDictionary<long, decimal>> Handle(GetLimitsOf request, CancellationToken cancellationToken) => request.UserIds.Count == 0
            ? new Dictionary<long, decimal>()
            : (await db.Query<Row>("""
                SELECT g.UserId, MAX(l.ValueHundredths) AS ValueHundredths
                FROM   access.Grants g
                JOIN   access.RoleLimits l ON l.RoleId = g.RoleId AND l.LimitName = @Limit
                WHERE  g.UserId IN @UserIds AND g.StoreId IN (0, @StoreId)
                GROUP BY g.UserId
                """, request, cancellationToken)).ToDictionary(row => row.UserId, row => Hundredths.ToDecimal(row.ValueHundredths));

        private sealed record Row(long UserId, long ValueHundredths);
    }
}
