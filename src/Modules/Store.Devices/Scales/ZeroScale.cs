using Store.Devices.Registry;

namespace Store.Devices.Scales;

/// <summary>Sets a scale to zero with nothing on it.</summary>
internal static class ZeroScale
{
    internal sealed record Command(string DeviceId) : IRequest<Done>;

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await registry.Find<ScaleDevice>(command.DeviceId).SetToZero(cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/scales/{deviceId}/zero", (string deviceId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ZeroScale)).WithSummary("Set a scale to zero")
            .ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
    }
}
