using System.Globalization;
using Store.Contracts.Chain;

namespace Store.Loyalty.Value;

/// <summary>
/// What stores owe each other for value that one has sold and another served, between two days: stored value, gift cards and passes. A store sees its own pairs. Bonus is shown apart,
/// since nobody was paid for it.
/// </summary>
internal static class ShowValueSettlement
{
    /// <param name="From">The first day.</param>
    /// <param name="To">The last day.</param>
    /// <param name="After">How many pairs the pages before had; the greatest come first.</param>
    /// <param name="Limit">How many.</param>
    internal sealed record Query(DateOnly From, DateOnly To, int After, int Limit) : IQuery<Page<Pair>>;

    /// <param name="IssuerStoreId">The store that took the money for the value, and owes it.</param>
    /// <param name="StoreId">The store that served it.</param>
    /// <param name="Principal">Of stored value that was paid for; less what went back.</param>
    /// <param name="Bonus">Of stored value that was given on top.</param>
    /// <param name="Cards">Of gift cards.</param>
    /// <param name="Passes">Of passes.</param>
    /// <param name="Due">What the issuer owes the other: all but the bonus.</param>
    internal sealed record Pair(long IssuerStoreId, long StoreId, Money Principal, Money Bonus, Money Cards, Money Passes, Money Due);

    internal sealed class Validator : AbstractValidator<Query>
    {
        private const int DaysAtMost = 366;

        public Validator()
        {
            RuleFor(query => query.To).GreaterThanOrEqualTo(query => query.From);
            RuleFor(query => query.To).Must((query, to) => to.DayNumber - query.From.DayNumber < DaysAtMost).WithMessage("A settlement covers a year at most.");
            RuleFor(query => query.After).GreaterThanOrEqualTo(0);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Pair>>
    {
        public async Task<Page<Pair>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT IssuerStoreId, StoreId, SUM(PrincipalMinor) AS PrincipalMinor, SUM(BonusMinor) AS BonusMinor, SUM(CardsMinor) AS CardsMinor, SUM(PassesMinor) AS PassesMinor
                FROM (
                    SELECT IssuerStoreId, StoreId, -PrincipalMinor AS PrincipalMinor, -BonusMinor AS BonusMinor, 0 AS CardsMinor, 0 AS PassesMinor
                    FROM   loyalty.ValueEntries
                    WHERE  BusinessDate BETWEEN @From AND @To AND StoreId <> IssuerStoreId AND (StoreId IN @Stores OR IssuerStoreId IN @Stores)
                    UNION ALL
                    SELECT IssuerStoreId, StoreId, 0, 0, -AmountMinor, 0
                    FROM   loyalty.GiftCardEntries
                    WHERE  BusinessDate BETWEEN @From AND @To AND StoreId <> IssuerStoreId AND (StoreId IN @Stores OR IssuerStoreId IN @Stores)
                    UNION ALL
                    SELECT IssuerStoreId, StoreId, 0, 0, 0, -AmountMinor
                    FROM   loyalty.PassEntries
                    WHERE  BusinessDate BETWEEN @From AND @To AND StoreId <> IssuerStoreId AND (StoreId IN @Stores OR IssuerStoreId IN @Stores)) e
                GROUP BY IssuerStoreId, StoreId
                ORDER BY SUM(PrincipalMinor) + SUM(CardsMinor) + SUM(PassesMinor) DESC, IssuerStoreId, StoreId
                OFFSET @After ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.From, query.To, query.After, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page<Pair>(
                [.. rows.Select(row => new Pair(row.IssuerStoreId, row.StoreId, row.Principal, row.Bonus, row.Cards, row.Passes, row.Principal + row.Cards + row.Passes))], query.Limit,
                _ => (query.After + query.Limit).ToString(CultureInfo.InvariantCulture));
        }

        private sealed record Row(long IssuerStoreId, long StoreId, Money Principal, Money Bonus, Money Cards, Money Passes);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/value-settlement", async (DateOnly? from, DateOnly? to, int? after, int? limit, IMediator mediator, CancellationToken cancel) =>
            {
                var today = await mediator.Send(new GetChainDay(), cancel);
                return await mediator.Send(new Query(from ?? new DateOnly(today.Year, today.Month, 1), to ?? today.AddDays(1), after ?? 0, limit ?? Paging.DefaultLimit), cancel);
            })
            .RequirePermission(ValuePermissions.ViewBooks)
            .WithName(nameof(ShowValueSettlement)).WithSummary("What stores owe each other for stored value")
            .ProducesValidationProblem();
    }
}
