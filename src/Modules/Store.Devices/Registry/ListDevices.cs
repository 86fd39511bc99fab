using Store.Devices.Claims;

namespace Store.Devices.Registry;

/// <summary>The devices of this till and how they are.</summary>
internal static class ListDevices
{
    internal sealed record Query : IRequest<Result>;

    internal sealed record Result(IReadOnlyList<DeviceInfo> Devices);

    internal sealed class Handler(DeviceRegistry registry, ClaimBook claims) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(new Result(
            [.. registry.All.Select(device => claims.Seen(device.Look())).OrderBy(device => device.Kind).ThenBy(device => device.Id, StringComparer.Ordinal)]));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/devices", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ListDevices)).WithSummary("List the devices of this till and how they are");
    }
}
