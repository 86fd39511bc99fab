using System.Globalization;

namespace Store.Members.Feedback;

/// <summary>How content customers are with each of the caller's stores: the average score between two days, and how much is open.</summary>
internal static class GetSatisfaction
{
    /// <param name="From">The first day, UTC; null: since ever.</param>
    /// <param name="To">The last day; null: until now.</param>
    internal sealed record Query(DateOnly? From, DateOnly? To, long? After, int Limit) : IQuery<Page<Item>>;

    /// <param name="StoreId">The store.</param>
    /// <param name="Scores">How many scores were given.</param>
    /// <param name="Average">Their average, to a hundredth; null without one.</param>
    /// <param name="Complaints">How many complaints there were.</param>
    /// <param name="Open">How much of the feedback waits for an answer.</param>
    internal sealed record Item(long StoreId, long Scores, decimal? Average, long Complaints, long Open);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.To).Must((query, to) => to is null || query.From is null || to >= query.From).WithMessage("The last day is not before the first.");
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT StoreId, SUM(CASE WHEN Score IS NULL THEN 0 ELSE 1 END) AS Scores, COALESCE(SUM(Score), 0) AS Total, SUM(CASE WHEN Kind = 'Complaint' THEN 1 ELSE 0 END) AS Complaints,
                       SUM(CASE WHEN State IN ('Open', 'InHand') THEN 1 ELSE 0 END) AS Unanswered
                FROM   members.Feedback
                WHERE  StoreId IN @Stores AND StoreId > @After AND SaidAt >= @From AND SaidAt < @Until
                GROUP BY StoreId
                ORDER BY StoreId
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new
            {
                After = query.After ?? 0, From = (query.From ?? DateOnly.MinValue).ToDateTime(TimeOnly.MinValue), Until = Until(query.To), Rows = query.Limit + 1,
            }, cancellationToken);
            return Paging.Page<Item>(
                [.. rows.Select(row => new Item(row.StoreId, row.Scores, row.Scores == 0 ? null : Math.Round((decimal)row.Total / row.Scores, 2), row.Complaints, row.Unanswered))], query.Limit,
                row => row.StoreId.ToString(CultureInfo.InvariantCulture));
        }

        private static DateTime Until(DateOnly? to) => to is { } day && day < DateOnly.MaxValue ? day.AddDays(1).ToDateTime(TimeOnly.MinValue) : DateTime.MaxValue;

        private sealed record Row(long StoreId, long Scores, long Total, long Complaints, long Unanswered);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/satisfaction", (DateOnly? from, DateOnly? to, long? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(from, to, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(GetSatisfaction)).WithSummary("How content customers are with each store")
            .ProducesValidationProblem();
    }
}
