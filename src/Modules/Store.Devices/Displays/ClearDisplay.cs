using Store.Devices.Registry;

namespace Store.Devices.Displays;

/// <summary>Shows the idle text in place of what is on a display.</summary>
internal static class ClearDisplay
{
    internal sealed record Command(string DeviceId) : IRequest<Done>;

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            registry.Find<DisplayDevice>(command.DeviceId).Clear();
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/displays/{deviceId}/content", (string deviceId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ClearDisplay)).WithSummary("Clear a customer display").ProducesProblem(404);
    }
}
