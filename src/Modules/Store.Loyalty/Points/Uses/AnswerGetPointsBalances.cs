using Store.Contracts.Loyalty;

namespace Store.Loyalty.Points.Uses;

/// <summary>Tells lists of members how many points each has.</summary>
internal static class AnswerGetPointsBalances
{
    internal sealed class Handler(Db db) : IRequestHandler<GetPointsBalances, IReadOnlyDictionary<long, long>>
    {
        public async Task<IReadOnlyDictionary<long, long>> Handle(GetPointsBalances request, CancellationToken cancellationToken) => (await db.Query<Row>("""
            SELECT MemberId, Balance FROM loyalty.PointsAccounts WHERE MemberId IN @MemberIds
            """, request, cancellationToken)).ToDictionary(row => row.MemberId, row => row.Balance);

        private sealed record Row(long MemberId, long Balance);
    }
}
