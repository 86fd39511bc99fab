using Store.Devices.Audit;
using Store.Devices.Events;

namespace Store.Devices.Registry;

/// <summary>Switches a device on or off, without removing it: one that is being repaired refuses to work, and the till goes on as if it had none. What waits at a printer waits until it is on again.</summary>
internal static class EnableDevice
{
    internal sealed record Command(string DeviceId, bool Enabled) : IRequest<Done>;

    internal sealed class Handler(DeviceRegistry registry, EventLog events, DeviceAudit audit, Caller caller) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            if (registry.See<IDevice>(command.DeviceId).IsEnabled == command.Enabled)
                return Done.It;
            await registry.Change(registry.Profile.Switched(command.DeviceId, command.Enabled));
            audit.Note(command.Enabled ? "device.enabled" : "device.disabled", caller.Name, new { command.DeviceId });
            events.Publish(command.DeviceId, "statusUpdate", command.Enabled ? "DEVICE_ENABLED" : "DEVICE_DISABLED");
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(bool Enabled);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/devices/{deviceId}/enabled", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, body.Enabled), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(EnableDevice)).WithSummary("Switch a device on or off").ProducesProblem(404).ProducesProblem(410).ProducesProblem(503);
    }
}
