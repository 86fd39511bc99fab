using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Store.Contracts.Chain;
using Store.Loyalty.Coupons;
using Store.Loyalty.Passes;
using Store.Loyalty.Points.Activities;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Value;

/// <summary>Gives bonus that comes in instalments when it falls due. Any number of hosts may look: the top-up's row says which instalment is next, and one of them gets it.</summary>
internal sealed class TopUpInstalments(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TopUpInstalments> log)
    : RecurringWork(LookEvery, "Instalments of top-ups could not be given", log)
{
    private const int RowsPerSweep = 100;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>Gives all that is due; says how many instalments that were.</summary>
    public async Task<int> Sweep(CancellationToken cancellationToken)
    {
        var (given, step) = (0, 0);
        do
        {
            step = await Round(cancellationToken);
            given += step;
        }
        while (step > 0);
        return given;
    }

    /// <summary>Gives each top-up one instalment of those that are due; one that fails keeps no other waiting.</summary>
    private async Task<int> Round(CancellationToken cancellationToken)
    {
        var given = 0;
        for (var (at, after) = (DateTime.UnixEpoch, 0L); await Due(at, after, cancellationToken) is { Count: > 0 } due; (at, after) = (due[^1].NextDueAt, due[^1].TopUpId))
        {
            foreach (var topUp in due)
                await Try(async () => given += await Scoped((services, db) => db.Transact(() => Give(services, db, topUp, cancellationToken), cancellationToken)), cancellationToken);
        }

        return given;
    }

    protected override Task DoDue(CancellationToken cancellationToken) => Sweep(cancellationToken);

    private Task<IReadOnlyList<TopUp>> Due(DateTime at, long after, CancellationToken cancellationToken) => Scoped((_, db) => db.Query<TopUp>("""
        SELECT NextDueAt, TopUpId, MemberId, StoreId, BonusLeftMinor, PointsLeft, UsesLeft, PassDays, CouponTemplateId, Instalments, InstalmentsLeft, Every, StartedAt, SaleId, LineNumber
        FROM   loyalty.TopUps
        WHERE  NextDueAt <= @Now AND (NextDueAt > @at OR (NextDueAt = @at AND TopUpId > @after))
        ORDER BY NextDueAt, TopUpId
        OFFSET 0 ROWS FETCH NEXT @RowsPerSweep ROWS ONLY
        """, new { Now = clock.UtcNow(), at, after, RowsPerSweep }, cancellationToken));

    private async Task<int> Give(IServiceProvider services, Db db, TopUp topUp, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var left = topUp.InstalmentsLeft - 1;
        var bonus = topUp.BonusLeft.Instalment(topUp.InstalmentsLeft, 0);
        var points = InstalmentTerms.Part(topUp.PointsLeft, topUp.InstalmentsLeft);
        var uses = (int)InstalmentTerms.Part(topUp.UsesLeft, topUp.InstalmentsLeft);
        var claimed = await db.Execute("""
            UPDATE loyalty.TopUps
            SET    BonusLeftMinor = BonusLeftMinor - @bonus, BonusGivenMinor = BonusGivenMinor + @bonus, PointsLeft = PointsLeft - @points, BonusPoints = BonusPoints + @points,
                   UsesLeft = UsesLeft - @uses, InstalmentsLeft = @left, NextDueAt = @NextDueAt
            WHERE  TopUpId = @TopUpId AND MemberId = @MemberId AND InstalmentsLeft = @InstalmentsLeft AND BonusLeftMinor = @BonusLeft AND PointsLeft = @PointsLeft AND UsesLeft = @UsesLeft AND NextDueAt <= @now
            """, new
        {
            bonus, points, uses, left, NextDueAt = left > 0 ? InstalmentTerms.After(topUp.StartedAt, topUp.Every, topUp.Instalments - left) : (DateTime?)null, topUp.TopUpId, topUp.MemberId, topUp.InstalmentsLeft,
            topUp.BonusLeft, topUp.PointsLeft, topUp.UsesLeft, now,
        }, cancellationToken);
        if (claimed == 0)
            return 0;
        var store = await services.GetRequiredService<IMediator>().Send(new GetStore(topUp.StoreId), cancellationToken);
        var day = store.Time().BusinessDate(now);
        if (bonus > Money.Zero)
        {
            await services.GetRequiredService<ValueBook>().Credit(
                new ValueEntry(
                    services.GetRequiredService<Ids>().Next(), topUp.MemberId, topUp.StoreId, topUp.StoreId, ValueEntryKinds.Instalment, Money.Zero, bonus, topUp.SaleId, topUp.LineNumber, null, day, now),
                cancellationToken);
        }

        if (points > 0)
            await services.GetRequiredService<ActivityPoints>().Give(topUp.MemberId, points, new PointsMoment(topUp.StoreId, day, now), cancellationToken, PointsEntryKind.Bonus);
        if (uses > 0)
            await services.GetRequiredService<PassBook>().Add(topUp.SaleId, topUp.LineNumber, topUp.StoreId, uses, topUp.PassDays, day, now, cancellationToken);
        if (topUp.CouponTemplateId is { } templateId)
        {
            await services.GetRequiredService<CouponIssuer>().GiveOnTopUp(
                templateId, new CouponIssuer.Wanted(TopUpDesk.Source(topUp.SaleId, topUp.LineNumber, topUp.Instalments - topUp.InstalmentsLeft), topUp.MemberId, SaleId: topUp.SaleId, StoreId: topUp.StoreId),
                DateOnly.FromDateTime(store.Time().Local(now)), cancellationToken);
        }

        return 1;
    }

    private async Task<T> Scoped<T>(Func<IServiceProvider, Db, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("instalments");
        return await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<Db>());
    }

    private sealed record TopUp(
        DateTime NextDueAt, long TopUpId, long MemberId, long StoreId, Money BonusLeft, long PointsLeft, int UsesLeft, int? PassDays, long? CouponTemplateId, int Instalments, int InstalmentsLeft, string Every, DateTime StartedAt, long SaleId, int LineNumber);
}
