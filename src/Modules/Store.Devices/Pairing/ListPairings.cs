namespace Store.Devices.Pairing;

/// <summary>Who may use the devices.</summary>
internal static class ListPairings
{
    internal sealed record Query : IRequest<Result>;

    internal sealed record Result(IReadOnlyList<Item> Pairings);

    internal sealed record Item(long PairingId, string Name, string Origin, IReadOnlyList<string> Scopes, DateTime CreatedAt, DateTime? LastUsedAt);

    internal sealed class Handler(PairingBook book) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(new Result(
            [.. book.All().Select(pairing => new Item(pairing.PairingId, pairing.Name, pairing.Origin, pairing.Scopes, pairing.CreatedAt, pairing.LastUsedAt))]));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/pairings", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(ListPairings)).WithSummary("List who may use the devices of this till");
    }
}
