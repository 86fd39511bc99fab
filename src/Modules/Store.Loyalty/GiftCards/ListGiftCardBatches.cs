using System.Globalization;
using Store.Loyalty.Value;

namespace Store.Loyalty.GiftCards;

/// <summary>The batches of gift cards, latest first, with what is still owed on them.</summary>
internal static class ListGiftCardBatches
{
    internal sealed record Query(long? After, int Limit) : IQuery<Page<Item>>;

    /// <param name="BatchId">The batch.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Cards">How many were made.</param>
    /// <param name="Sold">How many have been sold.</param>
    /// <param name="Balance">What is on them all.</param>
    /// <param name="MadeAt">UTC.</param>
    /// <param name="MadeByName">By whom.</param>
    internal sealed record Item(long BatchId, string Name, int Cards, int Sold, Money Balance, DateTime MadeAt, string MadeByName);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT b.BatchId, b.Name, b.Cards,
                   (SELECT COUNT(*) FROM loyalty.GiftCards c WHERE c.BatchId = b.BatchId AND c.ActivatedAt IS NOT NULL) AS Sold,
                   COALESCE((SELECT SUM(c.BalanceMinor) FROM loyalty.GiftCards c WHERE c.BatchId = b.BatchId), 0) AS BalanceMinor, b.MadeAt, b.MadeByName
            FROM   loyalty.GiftCardBatches b
            WHERE  b.BatchId < @After
            ORDER BY b.BatchId DESC
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { After = query.After ?? long.MaxValue, Rows = query.Limit + 1 }, cancellationToken), query.Limit, row => row.BatchId.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/gift-card-batches", (long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(ValuePermissions.ManageCards)
            .WithName(nameof(ListGiftCardBatches)).WithSummary("List batches of gift cards")
            .ProducesValidationProblem();
    }
}
