using Store.Contracts.Chain;
using Store.Loyalty.Points.Ledger;
using Store.Loyalty.Points.Rules;

namespace Store.Loyalty.Points.Uses;

/// <summary>How many points a member has.</summary>
internal static class GetMemberPoints
{
    /// <param name="MemberId">The member.</param>
    /// <param name="StoreId">Where they are to pay, whose day it is; null where they pay nowhere.</param>
    internal sealed record Query(long MemberId, long? StoreId) : IQuery<Result>;

    /// <param name="Balance">All of them that are not over; below zero after a return of what is spent already.</param>
    /// <param name="Pending">What of them waits to vest.</param>
    /// <param name="Available">What can be used now.</param>
    /// <param name="Worth">What those pay.</param>
    /// <param name="Expiring">What expires within 30 days.</param>
    /// <param name="NextExpiry">When the next of them expire, UTC.</param>
    /// <param name="LeftToday">How many more may pay in the store today; null where no limit is set, or no store is asked about.</param>
    internal sealed record Result(long Balance, long Pending, long Available, Money Worth, long Expiring, DateTime? NextExpiry, long? LeftToday);

    internal sealed class Handler(Db db, LivePoints live, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var account = await db.Find<Account>("SELECT Balance, Pending FROM loyalty.PointsAccounts WHERE MemberId = @MemberId", query, cancellationToken) ?? new Account(0, 0);
            var lots = await db.Query<Lot>("""
                SELECT ExpiresAt, SUM(Remaining) AS Points, SUM(CASE WHEN Vested = 0 THEN Remaining ELSE 0 END) AS Waiting
                FROM   loyalty.PointsEntries
                WHERE  MemberId = @MemberId AND Remaining > 0 AND ExpiresAt <= @Until
                GROUP BY ExpiresAt
                ORDER BY ExpiresAt
                """, new { query.MemberId, Until = now + Soon }, cancellationToken);
            var over = lots.Where(lot => lot.ExpiresAt <= now).ToList();
            var (balance, pending) = (account.Balance - over.Sum(lot => lot.Points), account.Pending - over.Sum(lot => lot.Waiting));
            var (available, soon) = (Math.Max(0, balance - pending), lots.Where(lot => lot.ExpiresAt > now).ToList());
            var program = (await live.Now(cancellationToken)).Program;
            return new Result(balance, pending, available, program.Worth(available), soon.Sum(lot => lot.Points), soon.Count == 0 ? null : soon[0].ExpiresAt,
                await LeftToday(query, program, now, cancellationToken));
        }

        private async Task<long?> LeftToday(Query query, PointsProgram program, DateTime now, CancellationToken cancellationToken)
        {
            if (query.StoreId is not { } storeId || program.MaxPointsPerDay is not { } most)
                return null;
            var today = (await mediator.Send(new GetStore(storeId), cancellationToken)).Time().BusinessDate(now);
            return Math.Max(0, most - await PointsDay.Used(db, query.MemberId, today, now, cancellationToken));
        }

        private sealed record Account(long Balance, long Pending);

        private sealed record Lot(DateTime ExpiresAt, long Points, long Waiting);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/points", (long memberId, long? storeId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(memberId, storeId), cancel))
            .RequirePermission(PointsPermissions.View)
            .WithName(nameof(GetMemberPoints)).WithSummary("A member's points")
            .ProducesProblem(404);
    }
}
