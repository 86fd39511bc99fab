using System.Globalization;

namespace Store.Checkout.Currencies;

/// <summary>Every rate that was ever set in a store, newest first: who took which currency at what, from when, and who stopped it.</summary>
internal static class ListRates
{
    internal sealed record Query(long StoreId, string? Currency, long? After, int Limit) : IQuery<Page<Item>>, IStoreScoped;

    /// <param name="RateId">The row.</param>
    /// <param name="Currency">ISO 4217.</param>
    /// <param name="Rate">The store's own currency for one of it; zero where it was stopped.</param>
    /// <param name="ValidFrom">UTC.</param>
    /// <param name="SetAt">UTC.</param>
    /// <param name="SetByName">By whom.</param>
    /// <param name="WithdrawnAt">When it was withdrawn before it began.</param>
    internal sealed record Item(long RateId, string Currency, ExchangeRate Rate, DateTime ValidFrom, DateTime SetAt, string SetByName, DateTime? WithdrawnAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Item>("""
                SELECT RateId, Currency, RateNano, ValidFrom, SetAt, SetByName, WithdrawnAt
                FROM   checkout.CurrencyRates
                WHERE  StoreId = @StoreId AND RateId < @Before AND (@Currency = '' OR Currency = @Currency)
                ORDER BY RateId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.StoreId, Currency = query.Currency ?? "", Before = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(rows, query.Limit, row => row.RateId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/currency-rates", (long storeId, string? currency, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, currency, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("checkout.manage-rates")
            .WithName(nameof(ListRates)).WithSummary("List the rates that a store has set")
            .ProducesValidationProblem();
    }
}
