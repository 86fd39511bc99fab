using Store.Loyalty.Value;

namespace Store.Loyalty.GiftCards;

/// <summary>What is on a gift card, for whoever has the whole code. Asked by POST, so that the code stands in no address and no log.</summary>
internal static class LookUpGiftCard
{
    internal sealed record Query(string Code) : IQuery<Result>, IPersonal
    {
        public override string ToString() => nameof(LookUpGiftCard);
    }

    /// <param name="CardId">The card.</param>
    /// <param name="CodeEnd">The last four digits of its code.</param>
    /// <param name="State">Made (not sold yet), Active, Blocked or Expired.</param>
    /// <param name="Balance">What is on it.</param>
    /// <param name="Free">What can be used now: less what another basket holds.</param>
    /// <param name="ExpiresAt">UTC; null for never.</param>
    /// <param name="Entries">The last that has happened to it.</param>
    internal sealed record Result(long CardId, string CodeEnd, string State, Money Balance, Money Free, DateTime? ExpiresAt, IReadOnlyList<Entry> Entries);

    internal sealed record Entry(string Kind, Money Amount, long StoreId, DateTime OccurredAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Code).NotEmpty().MaximumLength(GiftCardCodes.LengthAtMost);
    }

    internal sealed class Handler(Db db, GiftCardBook cards, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var card = await cards.Find(query.Code, cancellationToken) ?? throw new NotFound("gift_card", "of this code");
            var entries = await db.Query<Entry>("""
                SELECT Kind, AmountMinor, StoreId, OccurredAt
                FROM   loyalty.GiftCardEntries
                WHERE  CardId = @CardId
                ORDER BY EntryId DESC
                OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
                """, new { card.CardId }, cancellationToken);
            var now = clock.UtcNow();
            return new Result(card.CardId, card.CodeEnd, card.StateAt(now), card.Balance, card.Free(null, now), card.ExpiresAt, entries);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Code);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/gift-cards/look-up", (Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(body.Code), cancel))
            .RequirePermission(ValuePermissions.Use).RequireRateLimiting(RateLimits.PeopleLookUp)
            .WithName(nameof(LookUpGiftCard)).WithSummary("What is on a gift card")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
