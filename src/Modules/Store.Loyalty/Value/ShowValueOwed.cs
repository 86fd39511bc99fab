namespace Store.Loyalty.Value;

/// <summary>What the whole chain owes its customers for value that was sold: what an owner looks at before taking the money for profit. Not by store: value is sold in one, and used or given back in another.</summary>
internal static class ShowValueOwed
{
    internal sealed record Query : IQuery<Result>;

    /// <param name="Members">How many have stored value.</param>
    /// <param name="Principal">Stored value that was paid for.</param>
    /// <param name="Bonus">Stored value that was given on top.</param>
    /// <param name="BonusToCome">Promised and not due yet.</param>
    /// <param name="Cards">How many gift cards have something on them.</param>
    /// <param name="OnCards">What is on those that can be used.</param>
    /// <param name="OnExpiredCards">What is on those whose time is over.</param>
    /// <param name="OnPasses">What was paid for visits that have not been made.</param>
    /// <param name="Memberships">How many members have paid memberships with days left.</param>
    /// <param name="OnMemberships">What was paid for days that the books have not earned yet, as their account of memberships says over all stores.</param>
    internal sealed record Result(int Members, Money Principal, Money Bonus, Money BonusToCome, int Cards, Money OnCards, Money OnExpiredCards, Money OnPasses, int Memberships, Money OnMemberships);

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var value = (await db.Find<ValueRow>("""
                SELECT COUNT(*) AS Members, COALESCE(SUM(PrincipalMinor), 0) AS PrincipalMinor, COALESCE(SUM(BonusMinor), 0) AS BonusMinor,
                       (SELECT COALESCE(SUM(BonusLeftMinor), 0) FROM loyalty.TopUps WHERE NextDueAt IS NOT NULL) AS ToComeMinor,
                       (SELECT COALESCE(SUM(ValueMinor), 0) FROM loyalty.Passes) AS PassesMinor
                FROM   loyalty.ValueBalances
                WHERE  PrincipalMinor + BonusMinor > 0
                """, null, cancellationToken))!;
            var cards = (await db.Find<CardRow>("""
                SELECT COUNT(*) AS Cards, COALESCE(SUM(CASE WHEN ExpiresAt <= @Now THEN 0 ELSE BalanceMinor END), 0) AS OnCardsMinor,
                       COALESCE(SUM(CASE WHEN ExpiresAt <= @Now THEN BalanceMinor ELSE 0 END), 0) AS OnExpiredMinor
                FROM   loyalty.GiftCards
                WHERE  BalanceMinor > 0
                """, new { Now = clock.UtcNow() }, cancellationToken))!;
            var memberships = (await db.Find<MembershipRow>("""
                SELECT COUNT(*) AS Members, COALESCE(SUM(OwedMinor), 0) AS OwedMinor FROM loyalty.MembershipAccounts WHERE OwedMinor > 0
                """, null, cancellationToken))!;
            return new Result(
                value.Members, value.Principal, value.Bonus, value.ToCome, cards.Cards, cards.OnCards, cards.OnExpired, value.Passes, memberships.Members, memberships.Owed);
        }

        private sealed record ValueRow(int Members, Money Principal, Money Bonus, Money ToCome, Money Passes);

        private sealed record MembershipRow(int Members, Money Owed);

        private sealed record CardRow(int Cards, Money OnCards, Money OnExpired);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/value-owed", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(ValuePermissions.ViewBooks)
            .WithName(nameof(ShowValueOwed)).WithSummary("What the whole chain owes for value, cards, passes and memberships that were sold");
    }
}
