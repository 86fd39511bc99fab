using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Store.Members.Contacts;
using Store.Members.Levels;

namespace Store.Members.Purchases;

/// <summary>What has to be done for members without anybody asking: sales that were missed, scores once a day, the review of levels when its day has come,
/// phones that were not entered as they are now. Any number of hosts may do it.</summary>
internal sealed class MemberCare(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MemberCare> log)
    : RecurringWork(Every, "Members could not be looked after", log)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan ScoresLast = TimeSpan.FromHours(23);

    /// <summary>Does what is due.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        await Scoped(services => services.GetRequiredService<CatchUp>().Run(fromTheStart: false, cancellationToken));
        await Scoped(async services => await CareRun.At(services.GetRequiredService<Db>(), MemberScores.Task, cancellationToken) is { } at && at > clock.UtcNow() - ScoresLast
            ? 0
            : await services.GetRequiredService<MemberScores>().Run(cancellationToken));
        await Scoped(services => ReviewIfDue(services, cancellationToken));
        await Scoped(services => services.GetRequiredService<NormalPhones>().Run(cancellationToken));
    }

    protected override Task DoDue(CancellationToken cancellationToken) => Run(cancellationToken);

    /// <summary>The date moves on when all have been reviewed: where a host ends half way, the next look begins again. Two that review at once change nobody twice.</summary>
    private async Task<int> ReviewIfDue(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<Db>();
        var settings = await LevelSettings.Read(db, cancellationToken);
        var today = DateOnly.FromDateTime(clock.UtcNow());
        if (settings.ReviewMonths == 0 || settings.NextReview is not { } due || due > today)
            return 0;
        var next = due;
        while (next <= today)
            next = next.AddMonths(settings.ReviewMonths);
        var changed = await services.GetRequiredService<LevelReview>().Run(cancellationToken);
        await db.Transact(() => db.Execute("""
            UPDATE members.LevelSettings SET NextReview = @next, Version = Version + 1 WHERE SettingsId = 1 AND Version = @Version
            """, new { next, settings.Version }, cancellationToken), cancellationToken);
        return changed;
    }

    private async Task<int> Scoped(Func<IServiceProvider, Task<int>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("members");
        return await work(scope.ServiceProvider);
    }
}
