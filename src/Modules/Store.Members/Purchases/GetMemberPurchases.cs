using Store.Contracts.Catalog;
using Store.Contracts.Checkout;
using Store.Members.Privacy;

namespace Store.Members.Purchases;

/// <summary>What a member buys, how often, for how much, when and where: the facts, the scores, and the goods they usually take.</summary>
internal static class GetMemberPurchases
{
    internal sealed record Query(long MemberId) : IQuery<Result>;

    /// <param name="Visits">Sales, in all.</param>
    /// <param name="Returns">Tickets on which goods only came back.</param>
    /// <param name="Spent">What was paid less what was given back.</param>
    /// <param name="Growth">Growth value earned; it is never spent.</param>
    /// <param name="FirstVisit">The business day of the first sale.</param>
    /// <param name="LastVisit">Of the last.</param>
    /// <param name="AverageBasket">Spent per visit.</param>
    /// <param name="RecencyScore">1 to 5: the fifth of the members who came last has 5; 0 as long as it was not worked out.</param>
    /// <param name="FrequencyScore">By visits within twelve months.</param>
    /// <param name="MoneyScore">By spend within twelve months.</param>
    /// <param name="Hour">The hour at which they shop most often within twelve months.</param>
    /// <param name="Weekday">The day, 1 Monday to 7 Sunday.</param>
    /// <param name="MainStoreId">The store.</param>
    /// <param name="FavouriteCategoryId">The category for which they spend most.</param>
    /// <param name="FavouriteCategory">Its name.</param>
    /// <param name="Months">The last twelve months with sales, newest first.</param>
    /// <param name="Goods">What they take most often.</param>
    internal sealed record Result(
        int Visits, int Returns, Money Spent, Quantity Growth, DateOnly? FirstVisit, DateOnly? LastVisit, Money AverageBasket, int RecencyScore, int FrequencyScore, int MoneyScore, int? Hour,
        int? Weekday, long? MainStoreId, long? FavouriteCategoryId, string? FavouriteCategory, IReadOnlyList<Month> Months, IReadOnlyList<Usual> Goods);

    /// <param name="Number">Such as 202611.</param>
    /// <param name="Visits">Sales.</param>
    /// <param name="Spent">Less what was given back.</param>
    /// <param name="Growth">Growth value.</param>
    internal sealed record Month(int Number, int Visits, Money Spent, Quantity Growth);

    internal sealed record Usual(long ProductId, string Code, string Name, string Unit, int Times, Quantity Quantity, Money Spent, DateOnly LastBought);

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var files = await db.FilesOf(query.MemberId, cancellationToken);
            var fact = await db.Find<Fact>("""
                SELECT Visits, Returns, SpentMinor, GrowthMilli, FirstVisit, LastVisit, RecencyScore, FrequencyScore, MoneyScore FROM members.MemberFacts WHERE MemberId = @MemberId
                """, query, cancellationToken) ?? new Fact(0, 0, Money.Zero, Quantity.Zero, null, null, 0, 0, 0);
            var months = await db.Query<Month>("""
                SELECT Month AS Number, Visits, SpentMinor, GrowthMilli FROM members.MemberMonths WHERE MemberId = @MemberId ORDER BY Month DESC OFFSET 0 ROWS FETCH NEXT 12 ROWS ONLY
                """, query, cancellationToken);
            var favourite = await db.Find<long?>("""
                SELECT CategoryId FROM members.MemberGoods WHERE MemberId = @MemberId AND CategoryId IS NOT NULL GROUP BY CategoryId ORDER BY SUM(SpentMinor) DESC, CategoryId
                OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY
                """, query, cancellationToken);
            var categories = favourite is null ? [] : await mediator.Send(new GetCategoryTree(), cancellationToken);
            var habits = await mediator.Send(new GetMemberHabits(files, DateOnly.FromDateTime(clock.UtcNow()).AddYears(-1)), cancellationToken);
            return new Result(
                fact.Visits, fact.Returns, fact.Spent, fact.Growth, fact.FirstVisit, fact.LastVisit, fact.Visits == 0 ? Money.Zero : fact.Spent.Share(1, fact.Visits), fact.RecencyScore,
                fact.FrequencyScore, fact.MoneyScore, Most(habits.Hours), Most(habits.Days), Most(habits.Stores), favourite,
                categories.FirstOrDefault(category => category.CategoryId == favourite)?.Name, months, await Goods(query, cancellationToken));
        }

        private async Task<IReadOnlyList<Usual>> Goods(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<GoodsRow>("""
                SELECT ProductId, Times, QuantityMilli, SpentMinor, LastBought
                FROM   members.MemberGoods
                WHERE  MemberId = @MemberId AND Times > 0
                ORDER BY Times DESC, LastBought DESC, ProductId
                OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
                """, query, cancellationToken);
            if (rows.Count == 0)
                return [];
            var words = (await mediator.Send(new DescribeProducts([.. rows.Select(row => row.ProductId)]), cancellationToken)).ToDictionary(product => product.ProductId);
            return [.. rows.Where(row => words.ContainsKey(row.ProductId)).Select(row => new Usual(
                row.ProductId, words[row.ProductId].Code, words[row.ProductId].Name, words[row.ProductId].Unit, row.Times, row.Quantity, row.Spent, row.LastBought))];
        }

        private static TKey? Most<TKey>(IReadOnlyDictionary<TKey, int> counts)
            where TKey : struct => counts.Count == 0 ? null : counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;

        private sealed record Fact(int Visits, int Returns, Money Spent, Quantity Growth, DateOnly? FirstVisit, DateOnly? LastVisit, int RecencyScore, int FrequencyScore, int MoneyScore);

        private sealed record GoodsRow(long ProductId, int Times, Quantity Quantity, Money Spent, DateOnly LastBought);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/{memberId:long}/purchases", (long memberId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(memberId), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(GetMemberPurchases)).WithSummary("What a member buys, their scores and their usual goods")
            .ProducesProblem(404);
    }
}
