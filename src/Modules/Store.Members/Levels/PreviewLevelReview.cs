namespace Store.Members.Levels;

/// <summary>Who would rise or fall if levels were reviewed now: how many from which level to which, and the first of them.</summary>
internal static class PreviewLevelReview
{
    internal sealed record Query(int Limit) : IQuery<Result>;

    /// <param name="Moves">How many, from which level to which.</param>
    /// <param name="Members">The first members, as many as were asked for.</param>
    internal sealed record Result(IReadOnlyList<Move> Moves, IReadOnlyList<LevelReview.Due> Members);

    internal sealed record Move(long? FromLevelId, long? ToLevelId, int Members);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(LevelReview review) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (first, counts) = (new List<LevelReview.Due>(), new Dictionary<(long?, long?), int>());
            await foreach (var due in review.Preview(cancellationToken))
            {
                counts[(due.FromLevelId, due.ToLevelId)] = counts.GetValueOrDefault((due.FromLevelId, due.ToLevelId)) + 1;
                if (first.Count < query.Limit)
                    first.Add(due);
            }

            return new Result([.. counts.OrderByDescending(count => count.Value).Select(count => new Move(count.Key.Item1, count.Key.Item2, count.Value))], first);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/levels/review", (int? limit, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(PreviewLevelReview)).WithSummary("Who would rise or fall at a review of levels")
            .ProducesValidationProblem();
    }
}
