namespace Store.Access.Roles;

/// <summary>All permissions there are, and what each lets someone do. Read from the endpoints themselves, so that none is missing.</summary>
internal static class ListPermissions
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<KnownPermissions.Known> Permissions);

    internal sealed class Handler(KnownPermissions known) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(new Result(known.All()));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/permissions", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(Users.Authority.ManageUsers)
            .WithName(nameof(ListPermissions)).WithSummary("List all permissions and what they allow");
    }
}
