using System.Globalization;

namespace Store.Members.Levels;

/// <summary>Who would rise or fall if levels were reviewed now. A page ends after so many members have been looked at, too, so that whoever counts all of them sees how far it is.</summary>
internal static class PreviewLevelReview
{
    /// <param name="After">The last member who has been looked at.</param>
    /// <param name="Limit">How many at most.</param>
    internal sealed record Query(long After, int Limit) : IQuery<Result>, IPersonal;

    /// <param name="Items">Those who would change, in the order of their files; may be none though more come.</param>
    /// <param name="Next">After which to ask for more; null when all have been looked at.</param>
    /// <param name="LookedAt">How many members this page has looked at.</param>
    internal sealed record Result(IReadOnlyList<LevelReview.Due> Items, string? Next, int LookedAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Limit).IsPageLimit();
    }

    internal sealed class Handler(LevelReview review) : IRequestHandler<Query, Result>
    {
        private const int Pieces = 10;

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (items, lookedAt, last) = (new List<LevelReview.Due>(), 0, (long?)query.After);

            // No more are looked at than there is room for, and not few at a time: the page is full enough when half of it is.
            for (var pieces = 0; last is { } after && items.Count * 2 <= query.Limit && pieces < Pieces; pieces++)
            {
                var piece = await review.Preview(after, query.Limit - items.Count, cancellationToken);
                items.AddRange(piece.Due);
                (lookedAt, last) = (lookedAt + piece.LookedAt, piece.Last);
            }

            return new Result(items, last?.ToString(CultureInfo.InvariantCulture), lookedAt);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/levels/review", (long? after, int? limit, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(after ?? 0, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(PreviewLevelReview)).WithSummary("Who would rise or fall at a review of levels")
            .ProducesValidationProblem();
    }
}
