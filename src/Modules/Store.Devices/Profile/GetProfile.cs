using Store.Devices.Registry;

namespace Store.Devices.Profile;

/// <summary>The hardware profile that runs.</summary>
internal static class GetProfile
{
    internal sealed record Query : IRequest<HardwareProfile>;

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Query, HardwareProfile>
    {
        public Task<HardwareProfile> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(registry.Profile);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/profile", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(GetProfile)).WithSummary("Show which devices this till has and how they are set");
    }
}
