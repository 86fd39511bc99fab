using System.Globalization;
using Store.Contracts.Chain;
using Store.Contracts.Members;
using Store.Loyalty.Value;

namespace Store.Loyalty.Memberships;

/// <summary>Members whose paid membership ends soon with nothing paid for afterwards, the first to end first.</summary>
internal static class ListExpiringMemberships
{
    /// <param name="Until">The last day to look at; null: the days of the reminder.</param>
    /// <param name="After">The day and the member of the last item.</param>
    /// <param name="Limit">How many.</param>
    internal sealed record Query(DateOnly? Until, string? After, int Limit) : IQuery<Page<Item>>, IPersonal;

    /// <param name="MemberId">The member.</param>
    /// <param name="Number">Their number; empty for one who was forgotten.</param>
    /// <param name="MemberName">What to call them; null for who may not see members.</param>
    /// <param name="LevelName">Their level; null without one, and for who may not see members.</param>
    /// <param name="PlanName">What the plan was called.</param>
    /// <param name="ToDate">Its last day.</param>
    /// <param name="StoreId">Where it was sold.</param>
    internal sealed record Item(long MemberId, string Number, string? MemberName, string? LevelName, string PlanName, DateOnly ToDate, long StoreId);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.After).Must(after => after is null || Key(after) is not null).WithMessage("After is what the page before gave as next.");
        }
    }

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var today = await mediator.Send(new GetChainDay(), cancellationToken);
            var until = query.Until ?? today.AddDays((await GetMembershipSettings.Handler.Read(db, cancellationToken)).RemindDays);
            var (day, member) = query.After is null ? (DateOnly.MinValue, 0) : Key(query.After)!.Value;
            var rows = Paging.Page(await db.Query<Row>("""
                SELECT m.MemberId, m.PlanName, m.ToDate, m.StoreId
                FROM   loyalty.MembershipAccounts a
                JOIN   loyalty.Memberships m ON m.MemberId = a.MemberId AND m.State = 'Running' AND m.ToDate = a.PaidUntil
                WHERE  a.PaidUntil <= @until AND a.PaidUntil >= @yesterday AND (a.PaidUntil > @day OR (a.PaidUntil = @day AND a.MemberId > @member))
                ORDER BY a.PaidUntil, a.MemberId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { until, yesterday = today.AddDays(-1), day, member, Rows = query.Limit + 1 }, cancellationToken), query.Limit,
                row => string.Create(CultureInfo.InvariantCulture, $"{row.ToDate:yyyyMMdd}-{row.MemberId}"));
            var members = (await mediator.Send(new FindMembers([.. rows.Items.Select(row => row.MemberId)]), cancellationToken)).ToDictionary(one => one.MemberId);
            return new Page<Item>([.. rows.Items.Select(row => (Row: row, Member: members.GetValueOrDefault(row.MemberId))).Select(one => new Item(
                one.Row.MemberId, one.Member?.Number ?? "", one.Member?.Name, one.Member?.LevelName, one.Row.PlanName, one.Row.ToDate, one.Row.StoreId))], rows.Next);
        }

        private sealed record Row(long MemberId, string PlanName, DateOnly ToDate, long StoreId);
    }

    private static (DateOnly Day, long MemberId)? Key(string after) =>
        after.Split('-') is [var day, var member] && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            && long.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (on, id) : null;

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/memberships/expiring", (DateOnly? until, string? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(until, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(ListExpiringMemberships)).WithSummary("List memberships that end soon")
            .ProducesValidationProblem();
    }
}
