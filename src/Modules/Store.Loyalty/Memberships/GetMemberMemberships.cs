using System.Globalization;
using Store.Contracts.Chain;
using Store.Loyalty.Value;

namespace Store.Loyalty.Memberships;

/// <summary>A member's paid memberships: until when all is paid, and what there was.</summary>
internal static class GetMemberMemberships
{
    internal sealed record Query(long MemberId, long After, int Limit) : IQuery<Result>;

    /// <param name="PaidUntil">The last day of the last one; null where none runs.</param>
    /// <param name="EndsSoon">Whether that is within the days of the reminder.</param>
    /// <param name="Items">The latest first.</param>
    /// <param name="Next">After which to ask for more; null for no more.</param>
    internal sealed record Result(DateOnly? PaidUntil, bool EndsSoon, IReadOnlyList<Item> Items, string? Next);

    /// <param name="MembershipId">This one.</param>
    /// <param name="PlanName">What the plan was called.</param>
    /// <param name="LevelId">The level it gives.</param>
    /// <param name="State">Running, ToCome, Ended, Upgraded or Refunded.</param>
    /// <param name="FromDate">Its first day.</param>
    /// <param name="ToDate">Its last day.</param>
    /// <param name="Paid">What was paid.</param>
    /// <param name="Credit">What a lower one brought in.</param>
    /// <param name="Owed">What is owed for the days that are left.</param>
    /// <param name="StoreId">Where it was sold.</param>
    /// <param name="SaleId">With which sale.</param>
    internal sealed record Item(
        long MembershipId, string PlanName, long LevelId, string State, DateOnly FromDate, DateOnly ToDate, Money Paid, Money Credit, Money Owed, long StoreId, long SaleId);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = Paging.Page(await db.Query<Membership>("""
                SELECT MembershipId, MemberId, PlanId, PlanName, LevelId, StoreId, SaleId, LineNumber, SoldBy, BoughtOn, RefundDays, FromDate, ToDate, Days, PaidMinor, CreditMinor, ValueMinor,
                       UpgradesId, State
                FROM   loyalty.Memberships
                WHERE  MemberId = @MemberId AND MembershipId < @After
                ORDER BY MembershipId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.MemberId, query.After, Rows = query.Limit + 1 }, cancellationToken), query.Limit, one => one.MembershipId.ToString(CultureInfo.InvariantCulture));
            var last = await db.Find<Last>("""
                SELECT StoreId, ToDate
                FROM   loyalty.Memberships
                WHERE  MemberId = @MemberId AND State = 'Running'
                ORDER BY ToDate DESC
                OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
                """, query, cancellationToken);
            var today = new Dictionary<long, DateOnly>();
            foreach (var storeId in page.Items.Select(one => one.StoreId).Concat(last is null ? [] : [last.StoreId]).Distinct())
                today[storeId] = (await mediator.Send(new GetStore(storeId), cancellationToken)).Time().BusinessDate(clock.UtcNow());
            var runs = last is not null && last.ToDate >= today[last.StoreId];
            var settings = await GetMembershipSettings.Handler.Read(db, cancellationToken);
            return new Result(
                runs ? last!.ToDate : null, runs && last!.ToDate.DayNumber - today[last.StoreId].DayNumber <= settings.RemindDays,
                [
                    .. page.Items.Select(one => new Item(
                        one.MembershipId, one.PlanName, one.LevelId, Shown(one, today[one.StoreId]), one.FromDate, one.ToDate, one.Paid, one.Credit, one.Owed(today[one.StoreId]), one.StoreId,
                        one.SaleId)),
                ],
                page.Next);
        }

        private const string ToCome = "ToCome";

        /// <summary>As the days have it, whether or not somebody has looked since.</summary>
        private static string Shown(Membership membership, DateOnly today) => membership.State != MembershipStates.Running ? membership.State
            : membership.FromDate > today ? ToCome
            : membership.ToDate < today ? MembershipStates.Ended
            : MembershipStates.Running;

        private sealed record Last(long StoreId, DateOnly ToDate);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/memberships", (long memberId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(memberId, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(GetMemberMemberships)).WithSummary("A member's paid memberships")
            .ProducesValidationProblem();
    }
}
