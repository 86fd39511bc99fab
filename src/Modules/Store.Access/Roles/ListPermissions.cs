using Store.Contracts.Access;

namespace Store.Access.Roles;

/// <summary>All permissions there are, and what each lets someone do, read from the endpoints themselves, so that none is missing; and all limits.</summary>
internal static class ListPermissions
{
    internal sealed record Query : IQuery<Result>;

    /// <param name="Permissions">Every permission.</param>
    /// <param name="Limits">Every limit, in the order in which pages show them.</param>
    internal sealed record Result(IReadOnlyList<KnownPermissions.Known> Permissions, IReadOnlyList<string> Limits);

    internal sealed class Handler(KnownPermissions known) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(new Result(known.All(), Limits.All));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/permissions", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(Users.Authority.ManageUsers)
            .WithName(nameof(ListPermissions)).WithSummary("List all permissions and what they allow, and all limits");
    }
}
