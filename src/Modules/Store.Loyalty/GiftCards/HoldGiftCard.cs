using Store.Loyalty.Value;

namespace Store.Loyalty.GiftCards;

/// <summary>Keeps a part of a gift card for a basket in progress, so that no other till takes it; frees itself after a while.</summary>
internal static class HoldGiftCard
{
    /// <param name="StoreId">Where the basket is.</param>
    /// <param name="Code">The whole code.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="HoldId">The basket's hold so far, to make it another amount; null for the first.</param>
    internal sealed record Command(long StoreId, string Code, Money Amount, long? HoldId) : ICommand<Result>, IStoreScoped, IPersonal
    {
        public override string ToString() => nameof(HoldGiftCard);
    }

    /// <param name="HoldId">Goes with the sale's payment.</param>
    /// <param name="HeldUntil">UTC.</param>
    /// <param name="Balance">What is on the card.</param>
    internal sealed record Result(long HoldId, DateTime HeldUntil, Money Balance);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Code).NotEmpty().MaximumLength(GiftCardCodes.LengthAtMost);
            RuleFor(command => command.Amount).GreaterThan(Money.Zero);
        }
    }

    internal sealed class Handler(Db db, Ids ids, GiftCardBook cards, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var card = await cards.Find(command.Code, cancellationToken) ?? throw new NotFound("gift_card", "of this code");
            var settings = await GetValueSettings.Handler.Read(db, cancellationToken);
            var hold = new Result(ids.Next(), now.AddMinutes(settings.HoldMinutes), card.Balance);
            var held = await db.Execute("""
                UPDATE loyalty.GiftCards
                SET    HoldId = @HoldId, HeldMinor = @Amount, HeldUntil = @HeldUntil, Version = Version + 1
                WHERE  CardId = @CardId AND State = 'Active' AND (ExpiresAt IS NULL OR ExpiresAt > @now) AND BalanceMinor >= @Amount
                  AND  (HeldUntil IS NULL OR HeldUntil <= @now OR HoldId = @before)
                """, new { hold.HoldId, command.Amount, hold.HeldUntil, card.CardId, now, before = command.HoldId ?? 0 }, cancellationToken);
            if (held > 0)
                return hold;
            if (card.StateAt(now) != GiftCardStates.Active || card.Balance < command.Amount)
                throw card.Refusal(card.HoldId, now);
            throw new Conflict("value.held", "Another basket is holding this card.", ValueProblems.Facts(card.Held));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Code, Money Amount, long? HoldId = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/gift-card-holds", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.Code, body.Amount, body.HoldId), cancel))
            .RequirePermission(ValuePermissions.Use).RequireRateLimiting(RateLimits.PeopleLookUp)
            .WithName(nameof(HoldGiftCard)).WithSummary("Keep a gift card for a basket in progress")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
