using Store.Contracts.Loyalty;

namespace Store.Loyalty.Accounts;

/// <summary>Tells what members have, of all kinds at once.</summary>
internal static class AnswerGetHoldings
{
    internal sealed class Handler(Db db) : IRequestHandler<GetHoldings, IReadOnlyList<Holdings>>
    {
        public Task<IReadOnlyList<Holdings>> Handle(GetHoldings request, CancellationToken cancellationToken) => db.Query<Holdings>("""
            SELECT MemberId, SUM(Points) AS Points, SUM(PrincipalMinor) AS PrincipalMinor, SUM(BonusMinor) AS BonusMinor, SUM(BonusToComeMinor) AS BonusToComeMinor, SUM(Visits) AS Visits,
                   SUM(OnMembershipsMinor) AS OnMembershipsMinor
            FROM (
                SELECT MemberId, Balance AS Points, 0 AS PrincipalMinor, 0 AS BonusMinor, 0 AS BonusToComeMinor, 0 AS Visits, 0 AS OnMembershipsMinor
                FROM   loyalty.PointsAccounts
                WHERE  MemberId IN @MemberIds AND Balance <> 0
                UNION ALL
                SELECT MemberId, 0, PrincipalMinor, BonusMinor, 0, 0, 0 FROM loyalty.ValueBalances WHERE MemberId IN @MemberIds AND PrincipalMinor + BonusMinor > 0
                UNION ALL
                SELECT MemberId, 0, 0, 0, BonusLeftMinor, 0, 0 FROM loyalty.TopUps WHERE MemberId IN @MemberIds AND NextDueAt IS NOT NULL
                UNION ALL
                SELECT MemberId, 0, 0, 0, 0, UsesLeft, 0 FROM loyalty.Passes WHERE MemberId IN @MemberIds AND UsesLeft > 0
                UNION ALL
                SELECT MemberId, 0, 0, 0, 0, 0, OwedMinor FROM loyalty.MembershipAccounts WHERE MemberId IN @MemberIds AND OwedMinor > 0) h
            GROUP BY MemberId
            ORDER BY MemberId
            """, request, cancellationToken);
    }
}
