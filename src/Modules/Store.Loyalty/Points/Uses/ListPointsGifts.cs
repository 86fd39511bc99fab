using System.Globalization;

namespace Store.Loyalty.Points.Uses;

/// <summary>The gifts that points can be swapped for, or those with a text in their name, newest first.</summary>
internal static class ListPointsGifts
{
    /// <param name="All">Also those that are not offered any more.</param>
    /// <param name="Text">What the name has in it.</param>
    /// <param name="After">The last one seen.</param>
    /// <param name="Limit">How many at most.</param>
    internal sealed record Query(bool All, string? Text, long After, int Limit) : IQuery<Page<Item>>;

    internal sealed record Item(long GiftId, long ProductId, string Name, long Points, bool Active, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Text).MaximumLength(100);
            RuleFor(query => query.Limit).IsPageLimit();
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => Paging.Page(await db.Query<Item>("""
            SELECT GiftId, ProductId, Name, Points, Active, Version
            FROM   loyalty.PointsGifts
            WHERE  GiftId < @After AND (Active = 1 OR @All = 1) AND Name LIKE @Pattern ESCAPE '\'
            ORDER BY GiftId DESC
            OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
            """, new { query.After, query.All, Pattern = LikePattern.Containing(query.Text), Rows = query.Limit + 1 }, cancellationToken), query.Limit, gift => gift.GiftId.ToString(CultureInfo.InvariantCulture));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/points/gifts", (bool? all, string? text, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(all ?? false, text, after ?? long.MaxValue, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(PointsPermissions.View)
            .WithName(nameof(ListPointsGifts)).WithSummary("List or search gifts for points")
            .ProducesValidationProblem();
    }
}
