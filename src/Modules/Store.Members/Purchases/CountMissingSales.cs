namespace Store.Members.Purchases;

/// <summary>Looks through all sales of members and counts those that are missing from the facts, such as sales taken over from before.</summary>
internal static class CountMissingSales
{
    internal sealed record Request : IRequest<Result>;

    /// <param name="Sales">How many were missing.</param>
    internal sealed record Result(int Sales);

    internal sealed class Handler(CatchUp catchUp) : IRequestHandler<Request, Result>
    {
        public async Task<Result> Handle(Request request, CancellationToken cancellationToken) => new(await catchUp.Run(fromTheStart: true, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/facts/count", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Request(), cancel))
            .RequirePermission("members.manage-segments")
            .WithName(nameof(CountMissingSales)).WithSummary("Count sales that are missing from what is known of members");
    }
}
