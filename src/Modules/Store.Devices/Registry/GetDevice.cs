using Store.Devices.Claims;

namespace Store.Devices.Registry;

/// <summary>One device and how it is.</summary>
internal static class GetDevice
{
    internal sealed record Query(string DeviceId) : IRequest<DeviceInfo>;

    internal sealed class Handler(DeviceRegistry registry, ClaimBook claims) : IRequestHandler<Query, DeviceInfo>
    {
        public Task<DeviceInfo> Handle(Query query, CancellationToken cancellationToken) =>
            Task.FromResult(claims.Seen(registry.See<IDevice>(query.DeviceId).Look()));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/devices/{deviceId}", (string deviceId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(deviceId), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(GetDevice)).WithSummary("Look at one device").ProducesProblem(404).ProducesProblem(410);
    }
}
