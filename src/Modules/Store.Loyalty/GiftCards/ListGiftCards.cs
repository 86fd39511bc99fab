using System.Globalization;
using Store.Loyalty.Value;

namespace Store.Loyalty.GiftCards;

/// <summary>The cards of one batch, by the ends of their codes.</summary>
internal static class ListGiftCards
{
    internal sealed record Query(long BatchId, long? After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(long CardId, string CodeEnd, string State, Money Balance, DateTime? ActivatedAt, DateTime? ExpiresAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var cards = await db.Query<GiftCard>("""
                SELECT CardId, CodeEnd, State, BalanceMinor, IssuerStoreId, ActivatedAt, ExpiresAt, HoldId, HeldMinor, HeldUntil
                FROM   loyalty.GiftCards
                WHERE  BatchId = @BatchId AND CardId > @After
                ORDER BY CardId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new { query.BatchId, After = query.After ?? 0, Rows = query.Limit + 1 }, cancellationToken);
            return Paging.Page(
                [.. cards.Select(card => new Item(card.CardId, card.CodeEnd, card.StateAt(now), card.Balance, card.ActivatedAt, card.ExpiresAt))], query.Limit,
                row => row.CardId.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/gift-card-batches/{batchId:long}/cards", (long batchId, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(batchId, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(ValuePermissions.ManageCards)
            .WithName(nameof(ListGiftCards)).WithSummary("List the gift cards of a batch")
            .ProducesValidationProblem();
    }
}
