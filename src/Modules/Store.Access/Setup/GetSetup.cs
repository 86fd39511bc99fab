namespace Store.Access.Setup;

/// <summary>Whether nobody has an account yet, so that the first visitor is asked to make the owner.</summary>
internal static class GetSetup
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(bool Needed);

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await db.Scalar<int>("""
            SELECT COUNT(*) FROM access.OwnerTurns WHERE OwnerTurnId = 1 AND NOT EXISTS (SELECT 1 FROM access.Users)
            """, null, cancellationToken) == 1);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/setup", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .AllowAnyone()
            .WithName(nameof(GetSetup)).WithSummary("Say whether the owner's account has still to be made");
    }
}
