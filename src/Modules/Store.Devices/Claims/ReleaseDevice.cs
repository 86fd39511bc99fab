namespace Store.Devices.Claims;

/// <summary>Lets a device go.</summary>
internal static class ReleaseDevice
{
    internal sealed record Command(string DeviceId, string ClaimId) : IRequest<Done>;

    internal sealed class Handler(ClaimBook claims) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            claims.Release(command.DeviceId, command.ClaimId);
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/devices/{deviceId}/claim/{claimId}", (string deviceId, string claimId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(deviceId, claimId), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ReleaseDevice)).WithSummary("Let a device go");
    }
}
