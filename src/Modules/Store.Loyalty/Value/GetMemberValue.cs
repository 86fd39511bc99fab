using Store.Contracts.Catalog;

namespace Store.Loyalty.Value;

/// <summary>What a member has with the chain: stored value, bonus to come, passes.</summary>
internal static class GetMemberValue
{
    internal sealed record Query(long MemberId) : IQuery<Result>;

    /// <param name="Principal">What was paid for.</param>
    /// <param name="Bonus">What was given on top.</param>
    /// <param name="Held">What baskets in progress keep.</param>
    /// <param name="BonusToCome">Instalments that are not due yet.</param>
    /// <param name="NextInstalmentAt">When the next one is; null without any.</param>
    /// <param name="HasPin">Whether the member has set a PIN.</param>
    /// <param name="PinAbove">From which amount on it is asked for; null for never.</param>
    /// <param name="ChangeUpTo">How much change of a sale may be stored instead of paid out; null: none.</param>
    /// <param name="Passes">Those that can be used, and the last that could.</param>
    internal sealed record Result(
        Money Principal, Money Bonus, Money Held, Money BonusToCome, DateTime? NextInstalmentAt, bool HasPin, Money? PinAbove, Money? ChangeUpTo, IReadOnlyList<Pass> Passes);

    /// <param name="PassId">The pass.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Uses">How many it has in all.</param>
    /// <param name="UsesLeft">How many are left.</param>
    /// <param name="BoughtAt">UTC.</param>
    /// <param name="ExpiresAt">UTC; null where it holds for ever.</param>
    /// <param name="Usable">Whether a visit can be entered now.</param>
    /// <param name="GoodsName">Of what one piece goes with each visit; null for a service, or where the goods are gone.</param>
    internal sealed record Pass(long PassId, string Name, int Uses, int UsesLeft, DateTime BoughtAt, DateTime? ExpiresAt, bool Usable, string? GoodsName);

    internal sealed class Handler(Db db, ValueBook book, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        private const int PassesAtMost = 200;

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var account = await book.Read(query.MemberId, cancellationToken) ?? ValueAccount.Empty;
            var more = (await db.Find<More>("""
                SELECT (SELECT COALESCE(SUM(BonusLeftMinor), 0) FROM loyalty.TopUps WHERE MemberId = @MemberId AND NextDueAt IS NOT NULL) AS ToComeMinor,
                       (SELECT COUNT(*) FROM loyalty.ValuePins WHERE MemberId = @MemberId) AS Pins, PinAboveMinor, ChangeUpToMinor
                FROM   loyalty.ValueSettings
                WHERE  SettingsId = 1
                """, query, cancellationToken))!;
            var next = await db.Find<DateTime?>("""
                SELECT NextDueAt
                FROM   loyalty.TopUps
                WHERE  MemberId = @MemberId AND NextDueAt IS NOT NULL
                ORDER BY NextDueAt
                OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
                """, query, cancellationToken);
            var passes = await db.Query<PassRow>("""
                SELECT PassId, Name, Uses, UsesLeft, BoughtAt, ExpiresAt, GoodsId
                FROM   loyalty.Passes
                WHERE  MemberId = @MemberId
                ORDER BY CASE WHEN UsesLeft > 0 AND (ExpiresAt IS NULL OR ExpiresAt > @now) THEN 0 ELSE 1 END, PassId DESC
                OFFSET 0 ROWS FETCH NEXT @PassesAtMost ROWS ONLY
                """, new { query.MemberId, now, PassesAtMost }, cancellationToken);
            var goodsIds = passes.Select(pass => pass.GoodsId).OfType<long>().Distinct().ToList();
            var goods = (goodsIds.Count == 0 ? [] : await mediator.Send(new DescribeProducts(goodsIds), cancellationToken)).ToDictionary(product => product.ProductId, product => product.Name);
            return new Result(
                account.Principal, account.Bonus, account.HeldUntil > now ? account.Held : Money.Zero, more.ToCome, next, more.Pins > 0, more.PinAbove, more.ChangeUpTo,
                [.. passes.Select(pass => pass.Shown(now, goods))]);
        }

        private sealed record More(Money ToCome, int Pins, Money? PinAbove, Money? ChangeUpTo);

        private sealed record PassRow(long PassId, string Name, int Uses, int UsesLeft, DateTime BoughtAt, DateTime? ExpiresAt, long? GoodsId)
        {
            public Pass Shown(DateTime now, IReadOnlyDictionary<long, string> goods) =>
                new(PassId, Name, Uses, UsesLeft, BoughtAt, ExpiresAt, UsesLeft > 0 && !(ExpiresAt <= now), GoodsId is { } goodsId ? goods.GetValueOrDefault(goodsId) : null);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/value", (long memberId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(memberId), cancel))
            .RequirePermission(ValuePermissions.View)
            .WithName(nameof(GetMemberValue)).WithSummary("A member's stored value and passes");
    }
}
