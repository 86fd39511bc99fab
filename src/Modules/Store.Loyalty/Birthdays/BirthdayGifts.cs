using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Store.Contracts.Members;
using Store.Loyalty.Coupons;
using Store.Loyalty.Points;
using Store.Loyalty.Points.Activities;

namespace Store.Loyalty.Birthdays;

/// <summary>
/// Gives members their coupons and points for their birthday, once a year each; some of them only to those on a level. Any number of hosts may look, and look again: what a member has had for a year is known by its source,
/// which is unique. The last days are looked at as well, for a host that was off.
/// </summary>
internal sealed class BirthdayGifts(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BirthdayGifts> log) : RecurringWork(LookEvery, "Birthday gifts could not be given", log)
{
    private const int DaysBack = 3;

    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    /// <summary>Gives all that is due; says how many coupons and awards that were.</summary>
    public async Task<int> Sweep(CancellationToken cancellationToken)
    {
        var (kinds, types, today) = await Scoped(async services => (
            await services.GetRequiredService<Db>().CouponTemplatesOn(CouponOccasion.Birthday, cancellationToken),
            await services.GetRequiredService<ActivityPoints>().On(ActivityOccasion.Birthday, cancellationToken),
            await services.GetRequiredService<CouponIssuer>().Today(CouponTemplateRows.NoStore, cancellationToken)));
        kinds = [.. kinds.Where(kind => kind.Template.IsOpen(today))];
        if (kinds.Count == 0 && types.Count == 0)
            return 0;

        var given = 0;
        for (var day = today.AddDays(-DaysBack); day <= today; day = day.AddDays(1))
        {
            for (var after = 0L; ;)
            {
                var members = await Scoped(services => services.GetRequiredService<IMediator>().Send(new ListBirthdays(day, after, CouponIssuer.AtMost), cancellationToken));
                foreach (var kind in kinds)
                    given += await Issue(kind, Of(kind.IssueLevelId, members), day.Year, today, cancellationToken);
                foreach (var type in types)
                    given += await Award(type, Of(type.LevelId, members), day.Year, cancellationToken);
                if (members.Count < CouponIssuer.AtMost)
                    break;
                after = members[^1].MemberId;
            }
        }

        return given;
    }

    protected override Task DoDue(CancellationToken cancellationToken) => Sweep(cancellationToken);

    /// <summary>Those on a level; all of them where none is named.</summary>
    private static IReadOnlyList<BirthdayMember> Of(long? levelId, IReadOnlyList<BirthdayMember> members) => levelId is null ? members : [.. members.Where(member => member.LevelId == levelId)];

    private Task<int> Issue(CouponTemplateRow kind, IReadOnlyList<BirthdayMember> members, int year, DateOnly today, CancellationToken cancellationToken) => Scoped(services =>
        services.GetRequiredService<Db>().Transact(() => services.GetRequiredService<CouponIssuer>().Issue(
            kind, [.. members.Select(member => new CouponIssuer.Wanted(Source(year, member), member.MemberId, StoreId: member.HomeStoreId))], today, cancellationToken), cancellationToken));

    /// <summary>One member at a time, so that no till waits for their account.</summary>
    private async Task<int> Award(AwardedType type, IReadOnlyList<BirthdayMember> members, int year, CancellationToken cancellationToken)
    {
        if (members.Count == 0)
            return 0;
        var had = await Scoped(services => services.GetRequiredService<ActivityPoints>().Had(type.ActivityTypeId, [.. members.Select(member => Source(year, member))], cancellationToken));
        var given = 0;
        foreach (var member in members.Where(member => !had.Contains(Source(year, member))))
            given += await Scoped(services => services.GetRequiredService<Db>().Transact(() => Award(services, type, Source(year, member), member, cancellationToken), cancellationToken));
        return given;
    }

    private async Task<int> Award(IServiceProvider services, AwardedType type, string source, BirthdayMember member, CancellationToken cancellationToken)
    {
        var points = services.GetRequiredService<ActivityPoints>();
        if ((await points.Had(type.ActivityTypeId, [source], cancellationToken)).Count > 0
            || await PointsMoments.At(services.GetRequiredService<IMediator>(), member.HomeStoreId, clock.UtcNow(), cancellationToken) is not { } at)
        {
            return 0;
        }

        if ((await services.GetRequiredService<IMediator>().Send(new GetOpenFiles([member.MemberId]), cancellationToken)).GetValueOrDefault(member.MemberId) is not (> 0 and var open))
            return 0;
        await points.Award(type, source, open, at, cancellationToken);
        return 1;
    }

    private static string Source(int year, BirthdayMember member) => string.Create(CultureInfo.InvariantCulture, $"birthday {year} {member.MemberId}");

    private async Task<T> Scoped<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("birthdays");
        return await work(scope.ServiceProvider);
    }
}
