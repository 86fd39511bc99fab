using Store.Devices.Claims;
using Store.Devices.Registry;

namespace Store.Devices.Scanners;

/// <summary>
/// A window wants the scans of the scanner that it has, or none for now: what is read meanwhile waits and comes in order. It may ask for each scan by itself, and holds for as long as the window's claim.
/// </summary>
internal static class EnableDataEvents
{
    internal sealed record Command(string DeviceId, string Client, bool Enabled, bool AutoDisable) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Client).NotEmpty().Length(16, 64);
    }

    internal sealed class Handler(DeviceRegistry registry, ClaimBook claims) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var scanner = registry.Find<ScannerDevice>(command.DeviceId);
            claims.Use(command.DeviceId, command.Client);
            scanner.Enable(command.Client, command.Enabled, command.AutoDisable);
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Client">What the window calls itself in its claim.</param>
        /// <param name="Enabled">Whether the next scan is delivered.</param>
        /// <param name="AutoDisable">Whether no other is after it, until this is asked again.</param>
        internal sealed record Body(string Client, bool Enabled, bool AutoDisable = false);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/scanners/{deviceId}/data-event-enabled", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(deviceId, body.Client, body.Enabled, body.AutoDisable), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(EnableDataEvents)).WithSummary("Have a scanner's scans delivered, or wait")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(423);
    }
}
