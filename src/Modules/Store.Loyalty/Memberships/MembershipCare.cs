using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Store.Contracts.Chain;
using Store.Contracts.Members;

namespace Store.Loyalty.Memberships;

/// <summary>
/// Earns what memberships have used when a month is over, ends those whose last day has passed, begins those that were to come, and reminds of ends to come. Any number of hosts may
/// look: the second to take a member's account finds nothing left to do.
/// </summary>
internal sealed class MembershipCare(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MembershipCare> log)
    : RecurringWork(LookEvery, "Memberships could not be looked after", log)
{
    private const int RowsPerSweep = 100;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    /// <summary>Does all that is due.</summary>
    public async Task Sweep(CancellationToken cancellationToken)
    {
        while (await Scoped((_, db) => Due(db, cancellationToken)) is { Count: > 0 } due)
        {
            foreach (var one in due)
                await Scoped((services, db) => db.Transact(() => BringUpToDate(services, one, cancellationToken), cancellationToken));
        }

        while (await Scoped((_, db) => Ending(db, cancellationToken)) is { Count: > 0 } ending)
        {
            foreach (var one in ending)
                await Scoped((services, db) => db.Transact(() => Remind(services, db, one, cancellationToken), cancellationToken));
        }
    }

    protected override Task DoDue(CancellationToken cancellationToken) => Sweep(cancellationToken);

    private Task<IReadOnlyList<DueRow>> Due(Db db, CancellationToken cancellationToken) => db.Query<DueRow>("""
        SELECT MemberId, StoreId
        FROM   loyalty.Memberships
        WHERE  NextDueAt <= @Now
        ORDER BY NextDueAt, MemberId
        OFFSET 0 ROWS FETCH NEXT @RowsPerSweep ROWS ONLY
        """, new { Now = clock.UtcNow(), RowsPerSweep }, cancellationToken);

    private async Task<Done> BringUpToDate(IServiceProvider services, DueRow due, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var store = await services.GetRequiredService<IMediator>().Send(new GetStore(due.StoreId), cancellationToken);
        var at = new Moment(due.StoreId, store.Time().BusinessDate(now), now);
        var book = services.GetRequiredService<MembershipBook>();
        await book.Take(due.MemberId, at, cancellationToken);
        await book.Close(due.MemberId, at, cancellationToken);
        return Done.It;
    }

    /// <summary>Those that end within the days of the setting, with nothing paid for afterwards.</summary>
    private async Task<IReadOnlyList<EndingRow>> Ending(Db db, CancellationToken cancellationToken)
    {
        var settings = await GetMembershipSettings.Handler.Read(db, cancellationToken);
        return settings.RemindDays == 0 ? [] : await db.Query<EndingRow>("""
            SELECT m.MembershipId, m.MemberId, m.PlanName, m.ToDate, m.SoldBy
            FROM   loyalty.Memberships m
            JOIN   loyalty.MembershipAccounts a ON a.MemberId = m.MemberId AND a.PaidUntil = m.ToDate
            WHERE  m.RemindedAt IS NULL AND m.State = 'Running' AND m.ToDate <= @Until
            ORDER BY m.ToDate, m.MembershipId
            OFFSET 0 ROWS FETCH NEXT @RowsPerSweep ROWS ONLY
            """, new { Until = DateOnly.FromDateTime(clock.UtcNow()).AddDays(settings.RemindDays), RowsPerSweep }, cancellationToken);
    }

    private async Task<Done> Remind(IServiceProvider services, Db db, EndingRow ending, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var first = await db.Execute("""
            UPDATE loyalty.Memberships SET RemindedAt = @now, RemindedFor = ToDate WHERE MembershipId = @MembershipId AND RemindedAt IS NULL AND State = 'Running' AND ToDate = @ToDate
            """, new { now, ending.MembershipId, ending.ToDate }, cancellationToken) > 0;
        if (first)
            await services.GetRequiredService<IMediator>().Send(new RemindOfEnd(ending.MemberId, ending.PlanName, ending.ToDate, DateOnly.FromDateTime(now), ending.SoldBy), cancellationToken);
        return Done.It;
    }

    private async Task<T> Scoped<T>(Func<IServiceProvider, Db, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("memberships");
        return await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<Db>());
    }

    private sealed record DueRow(long MemberId, long StoreId);

    private sealed record EndingRow(long MembershipId, long MemberId, string PlanName, DateOnly ToDate, long SoldBy);
}
