namespace Store.Members.Levels;

/// <summary>Reviews the levels of all members now. Each page of members is a transaction of its own, so that no till waits.</summary>
internal static class ReviewLevels
{
    internal sealed record Request : IRequest<Result>;

    /// <param name="Changed">How many members rose or fell.</param>
    internal sealed record Result(int Changed);

    internal sealed class Handler(LevelReview review, Db db, AuditLog audit) : IRequestHandler<Request, Result>
    {
        public async Task<Result> Handle(Request request, CancellationToken cancellationToken)
        {
            var changed = await review.Run(cancellationToken);
            await db.Transact(async () =>
            {
                await audit.Add(LevelRules.Permission, "review of levels", LevelRules.WholeChain, old: null, new { changed }, cancellationToken);
                return changed;
            }, cancellationToken);
            return new Result(changed);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/levels/review", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Request(), cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(ReviewLevels)).WithSummary("Review the levels of all members");
    }
}
