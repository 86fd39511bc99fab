namespace Store.Members.Feedback;

/// <summary>How content customers are with each of the caller's stores: the average score since a day, and how much is open.</summary>
internal static class GetSatisfaction
{
    internal sealed record Query(DateOnly? From, int Limit) : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Items);

    /// <param name="StoreId">The store.</param>
    /// <param name="Scores">How many scores were given.</param>
    /// <param name="Average">Their average, to a hundredth; null without one.</param>
    /// <param name="Complaints">How many complaints there were.</param>
    /// <param name="Open">How much of the feedback waits for an answer.</param>
    internal sealed record Item(long StoreId, long Scores, decimal? Average, long Complaints, long Open);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT StoreId, SUM(CASE WHEN Score IS NULL THEN 0 ELSE 1 END) AS Scores, COALESCE(SUM(Score), 0) AS Total, SUM(CASE WHEN Kind = 'Complaint' THEN 1 ELSE 0 END) AS Complaints,
                       SUM(CASE WHEN State IN ('Open', 'InHand') THEN 1 ELSE 0 END) AS Unanswered
                FROM   members.Feedback
                WHERE  StoreId IN @Stores AND SaidAt >= @From
                GROUP BY StoreId
                ORDER BY StoreId
                OFFSET 0 ROWS FETCH NEXT @Limit ROWS ONLY
                """, new { From = (query.From ?? DateOnly.MinValue).ToDateTime(TimeOnly.MinValue), query.Limit }, cancellationToken);
            return new Result([.. rows.Select(row => new Item(row.StoreId, row.Scores, row.Scores == 0 ? null : Math.Round((decimal)row.Total / row.Scores, 2), row.Complaints, row.Unanswered))]);
        }

        private sealed record Row(long StoreId, long Scores, long Total, long Complaints, long Unanswered);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/satisfaction", (DateOnly? from, int? limit, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(from, limit ?? Paging.LimitAtMost), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(GetSatisfaction)).WithSummary("How content customers are with each store")
            .ProducesValidationProblem();
    }
}
