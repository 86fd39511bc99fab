using Store.Contracts.Members;

namespace Store.Loyalty.Value;

/// <summary>
/// Keeps a part of a member's stored value for a basket in progress, so that no other till takes it; frees itself after a while. The PIN, where one is asked for, is given here. One
/// basket at a time holds a member's value.
/// </summary>
internal static class HoldValue
{
    /// <param name="StoreId">Where the basket is.</param>
    /// <param name="MemberId">Whose value.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="Pin">The member's PIN; null where none is needed.</param>
    /// <param name="HoldId">The basket's hold so far, to make it another amount; null for the first.</param>
    internal sealed record Command(long StoreId, long MemberId, Money Amount, string? Pin, long? HoldId) : IRequest<Result>, IStoreScoped, IPersonal
    {
        public override string ToString() => nameof(HoldValue);
    }

    /// <param name="HoldId">Goes with the sale's payment.</param>
    /// <param name="HeldUntil">UTC.</param>
    internal sealed record Result(long HoldId, DateTime HeldUntil);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Amount).GreaterThan(Money.Zero);
            RuleFor(command => command.Pin!).IsValuePin().When(command => command.Pin is not null);
        }
    }

    internal sealed class Handler(Db db, Ids ids, ValueBook book, ValuePins pins, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var memberId = (await mediator.Send(new GetStanding(command.StoreId, command.MemberId, []), cancellationToken)).Required;
            if (command.Pin is not null)
                await pins.Require(memberId, command.Pin, cancellationToken);
            return await db.Transact(() => Hold(command, memberId, cancellationToken), cancellationToken);
        }

        private async Task<Result> Hold(Command command, long memberId, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var settings = await GetValueSettings.Handler.Read(db, cancellationToken);
            if (command.Pin is null && settings.PinAbove is { } limit && command.Amount > limit)
                throw new RuleBroken("value.pin_needed", $"Above {limit} the member's PIN is asked for.", ValueProblems.Facts(limit));
            var hold = new Result(ids.Next(), now.AddMinutes(settings.HoldMinutes));
            var held = await db.Execute("""
                UPDATE loyalty.ValueBalances
                SET    HoldId = @HoldId, HeldMinor = @Amount, HeldUntil = @HeldUntil, HoldChecked = @HoldChecked, Version = Version + 1
                WHERE  MemberId = @memberId AND PrincipalMinor + BonusMinor >= @Amount AND (HeldUntil IS NULL OR HeldUntil <= @now OR HoldId = @before)
                """, new { hold.HoldId, command.Amount, hold.HeldUntil, HoldChecked = command.Pin is not null, memberId, now, before = command.HoldId ?? 0 }, cancellationToken);
            if (held > 0)
                return hold;
            var account = await book.Read(memberId, cancellationToken) ?? ValueAccount.Empty;
            if (account.Principal + account.Bonus < command.Amount)
                throw new RuleBroken("value.short", $"Of the member's stored value {account.Principal + account.Bonus} can be used.", ValueProblems.Facts(account.Principal + account.Bonus));
            throw new Conflict("value.held", "Another basket is holding this member's stored value.", ValueProblems.Facts(account.Held));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(long MemberId, Money Amount, string? Pin = null, long? HoldId = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/value-holds", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.MemberId, body.Amount, body.Pin, body.HoldId), cancel))
            .RequirePermission(ValuePermissions.Use).RequireRateLimiting(RateLimits.Pin)
            .WithName(nameof(HoldValue)).WithSummary("Keep stored value for a basket in progress")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
