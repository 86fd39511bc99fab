using Store.Devices.Registry;

namespace Store.Devices.Scales;

/// <summary>Weighs without a container again.</summary>
internal static class ClearTare
{
    internal sealed record Command(string DeviceId) : IRequest<Done>;

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await registry.Find<ScaleDevice>(command.DeviceId).ClearTare(cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/scales/{deviceId}/tare", (string deviceId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ClearTare)).WithSummary("Take the container back")
            .ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
    }
}
