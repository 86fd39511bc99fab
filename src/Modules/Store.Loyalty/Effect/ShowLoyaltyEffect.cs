using Store.Contracts.Chain;
using Store.Contracts.Checkout;
using Store.Loyalty.Points;
using Store.Loyalty.Points.Rules;
using Store.Loyalty.Value;

namespace Store.Loyalty.Effect;

/// <summary>
/// Whether loyalty pays: what members buy beside passers-by, and what they had for it, by day or by month. The cost is what members had in these days; points that were granted are shown
/// beside it and not counted, since they cost when they are used.
/// </summary>
internal static class ShowLoyaltyEffect
{
    private const int DaysAtMost = 366;
    private const int DaysByDefault = 30;
    private const int DaysApartAtMost = 31;

    /// <param name="StoreId">One store; null: all in which the caller may look.</param>
    /// <param name="From">The first business day.</param>
    /// <param name="To">The last business day.</param>
    internal sealed record Query(long? StoreId, DateOnly From, DateOnly To) : IQuery<Result>;

    /// <param name="Total">All days together: a member who bought in two months is one member.</param>
    /// <param name="Periods">Each day of a month at most, else each month.</param>
    internal sealed record Result(Period Total, IReadOnlyList<Period> Periods);

    /// <param name="From">Its first day.</param>
    /// <param name="To">Its last day.</param>
    /// <param name="Members">What members bought.</param>
    /// <param name="Others">What passers-by bought.</param>
    /// <param name="MemberPercent">How much of all sales is members'; null without sales.</param>
    /// <param name="Buyers">How many members bought.</param>
    /// <param name="BoughtAgain">How many of them more than once.</param>
    /// <param name="AgainPercent">How many that is of each hundred; null where no member bought.</param>
    /// <param name="PointsGranted">Points given less those taken back.</param>
    /// <param name="GrantedWorth">What they can pay, at the end of the days asked about.</param>
    /// <param name="PointsUsed">Points that paid at tills or were paid out, less those given back.</param>
    /// <param name="PointsPaid">What they paid.</param>
    /// <param name="PointsForGifts">Points swapped for gifts.</param>
    /// <param name="GiftsWorth">What these could have paid.</param>
    /// <param name="PointsExpired">Points whose time was over, or that were given for a level.</param>
    /// <param name="Bonus">Stored value given on top that was used, less what went back.</param>
    /// <param name="Coupons">What members' coupons took off, less what went back.</param>
    /// <param name="Levels">What members paid less than others because of their level, by its discount or its prices, those of sets too, less what went back.</param>
    /// <param name="Cost">What points paid, gifts, bonus, coupons and levels come to.</param>
    /// <param name="CostPercent">Of what members bought; null where that is nothing.</param>
    internal sealed record Period(
        DateOnly From, DateOnly To, Side Members, Side Others, decimal? MemberPercent, long Buyers, long BoughtAgain, decimal? AgainPercent, long PointsGranted, Money GrantedWorth,
        long PointsUsed, Money PointsPaid, long PointsForGifts, Money GiftsWorth, long PointsExpired, Money Bonus, Money Coupons, Money Levels, Money Cost, decimal? CostPercent);

    /// <param name="Tickets">Sales and exchanges; not those of value alone.</param>
    /// <param name="Spent">What was paid for goods less what was given back.</param>
    /// <param name="Average">Of a ticket; null where there is none.</param>
    internal sealed record Side(long Tickets, Money Spent, Money? Average)
    {
        public static Side Of(long tickets, Money spent) => new(tickets, spent, tickets == 0 ? null : spent.Share(1, tickets));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.To).GreaterThanOrEqualTo(query => query.From);
            RuleFor(query => query.To).Must((query, to) => to.DayNumber - query.From.DayNumber < DaysAtMost).WithMessage("An analysis covers a year at most.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, PointsHistory history, IMediator mediator) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var stores = AskedStores.Of(caller, query.StoreId);
            var program = await history.On(query.To, cancellationToken);
            var costs = await Costs(query, stores, cancellationToken);
            var byMonth = query.To.DayNumber - query.From.DayNumber >= DaysApartAtMost;
            var sales = await mediator.Send(new GetSalesSplit(stores, query.From, query.To, byMonth), cancellationToken);
            return new Result(
                Told(query.From, query.To, sales.Total, costs, program),
                [.. Days(query.From, query.To, byMonth).Select(days => Told(
                    days.From, days.To, sales.Periods.GetValueOrDefault(byMonth ? FirstOfMonth(days.From) : days.From, SalesSplit.Nothing),
                    [.. costs.Where(day => day.BusinessDate >= days.From && day.BusinessDate <= days.To)], program))]);
        }

        private static Period Told(DateOnly from, DateOnly to, SalesSplit sales, IReadOnlyList<DayCost> days, PointsProgram program)
        {
            var (granted, gifts) = (days.Sum(day => day.Granted), days.Sum(day => day.Gifts));
            var (paid, bonus, coupons) = (Money.Sum(days.Select(day => day.Paid)), Money.Sum(days.Select(day => day.Bonus)), Money.Sum(days.Select(day => day.Coupons)));
            var giftsWorth = program.Worth(gifts);
            var cost = paid + giftsWorth + bonus + coupons + sales.LevelSaved;
            return new Period(
                from, to, Side.Of(sales.MemberTickets, sales.MemberSpent), Side.Of(sales.OtherTickets, sales.OtherSpent),
                Percent(sales.MemberSpent.Minor, (sales.MemberSpent + sales.OtherSpent).Minor), sales.Buyers, sales.BoughtAgain, Percent(sales.BoughtAgain, sales.Buyers),
                granted, program.Worth(granted), days.Sum(day => day.Used), paid, gifts, giftsWorth, days.Sum(day => day.Expired), bonus, coupons, sales.LevelSaved, cost,
                Percent(cost.Minor, sales.MemberSpent.Minor));
        }

        private static decimal? Percent(long part, long whole) => whole <= 0 ? null : Math.Round(100m * part / whole, 2, MidpointRounding.AwayFromZero);

        private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

        private static IEnumerable<(DateOnly From, DateOnly To)> Days(DateOnly from, DateOnly to, bool byMonth)
        {
            for (var first = from; first <= to;)
            {
                var last = byMonth ? new DateOnly(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month)) : first;
                last = last < to ? last : to;
                yield return (first, last);
                if (last == DateOnly.MaxValue)
                    yield break;
                first = last.AddDays(1);
            }
        }

        private Task<IReadOnlyList<DayCost>> Costs(Query query, IReadOnlyList<long> stores, CancellationToken cancellationToken) => db.Query<DayCost>("""
            SELECT BusinessDate, SUM(Granted) AS Granted, SUM(Used) AS Used, SUM(PaidMinor) AS PaidMinor, SUM(Gifts) AS Gifts, SUM(Expired) AS Expired, SUM(BonusMinor) AS BonusMinor,
                   SUM(CouponsMinor) AS CouponsMinor
            FROM (
                SELECT BusinessDate, CASE WHEN Kind IN ('Earned', 'TakenBack', 'Bonus', 'Adjusted', 'Activity') THEN Points ELSE 0 END AS Granted,
                       CASE WHEN Kind IN ('Used', 'GivenBack', 'CashOut') THEN -Points ELSE 0 END AS Used,
                       CASE WHEN Kind IN ('Used', 'CashOut') THEN AmountMinor WHEN Kind = 'GivenBack' THEN -AmountMinor ELSE 0 END AS PaidMinor,
                       CASE WHEN Kind = 'Gift' THEN -Points ELSE 0 END AS Gifts, CASE WHEN Kind IN ('Expired', 'Level') THEN -Points ELSE 0 END AS Expired, 0 AS BonusMinor, 0 AS CouponsMinor
                FROM   loyalty.PointsEntries
                WHERE  EntryId >= @Since AND BusinessDate BETWEEN @From AND @To AND StoreId IN @Stores AND StoreId IN @Asked
                UNION ALL
                SELECT BusinessDate, 0, 0, 0, 0, 0, -BonusMinor, 0
                FROM   loyalty.ValueEntries
                WHERE  BusinessDate BETWEEN @From AND @To AND StoreId IN @Stores AND StoreId IN @Asked AND Kind IN ('Spent', 'Refunded')
                UNION ALL
                SELECT BusinessDate, 0, 0, 0, 0, 0, 0, DiscountMinor
                FROM   loyalty.CouponUses
                WHERE  CouponUseId >= @Since AND BusinessDate BETWEEN @From AND @To AND StoreId IN @Stores AND StoreId IN @Asked AND MemberId IS NOT NULL) e
            GROUP BY BusinessDate
            """, new { query.From, query.To, Asked = stores, Since = PointsMoments.FirstId(query.From) }, cancellationToken);

        private sealed record DayCost(DateOnly BusinessDate, long Granted, long Used, Money Paid, long Gifts, long Expired, Money Bonus, Money Coupons);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/effect", async (long? storeId, DateOnly? from, DateOnly? to, IMediator mediator, CancellationToken cancel) =>
            {
                var last = to ?? await mediator.Send(new GetChainDay(), cancel);
                return await mediator.Send(new Query(storeId, from ?? DateOnly.FromDayNumber(Math.Max(0, last.DayNumber - DaysByDefault + 1)), last), cancel);
            })
            .RequirePermission(ValuePermissions.ViewBooks)
            .WithName(nameof(ShowLoyaltyEffect)).WithSummary("Say what members buy beside passers-by, and what loyalty costs")
            .ProducesValidationProblem();
    }
}
