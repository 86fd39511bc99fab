namespace Store.Members.Levels;

/// <summary>The member levels, lowest first.</summary>
internal static class ListLevels
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    /// <param name="LevelId">The level.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Rank">The higher, the better.</param>
    /// <param name="Terms">How it is earned and what it gives.</param>
    /// <param name="Version">For changes.</param>
    internal sealed record Item(long LevelId, string Name, int Rank, LevelTerms Terms, int Version);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var levels = await db.Query<Row>("""
                SELECT LevelId, Name, Rank, EntryKind, EntryMilli, WindowMonths, Discount, BirthdayGift, DiscountHundredths, Version FROM members.MemberLevels ORDER BY Rank, Name
                """, null, cancellationToken);
            return new Result([.. levels.Select(row => new Item(row.LevelId, row.Name, row.Rank, row.Terms, row.Version))]);
        }

        private sealed record Row(long LevelId, string Name, int Rank, string EntryKind, Quantity Entry, int WindowMonths, string Discount, string BirthdayGift, int DiscountHundredths, int Version)
        {
            public LevelTerms Terms => new(EntryKind, Entry, WindowMonths, Discount, BirthdayGift, LevelTerms.Percent(DiscountHundredths));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/levels", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(ListLevels)).WithSummary("List member levels");
    }
}
