namespace Store.Members.Purchases;

/// <summary>Works the members' scores out now, which else happens once a day.</summary>
internal static class ScoreMembers
{
    internal sealed record Request : IRequest<Result>;

    /// <param name="Members">How many were scored.</param>
    internal sealed record Result(int Members);

    internal sealed class Handler(MemberScores scores) : IRequestHandler<Request, Result>
    {
        public async Task<Result> Handle(Request request, CancellationToken cancellationToken) => new(await scores.Run(cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/facts/score", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Request(), cancel))
            .RequirePermission("members.manage-segments")
            .WithName(nameof(ScoreMembers)).WithSummary("Score members by recency, frequency and money now");
    }
}
