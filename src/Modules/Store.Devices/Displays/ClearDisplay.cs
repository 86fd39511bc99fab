using Store.Devices.Claims;
using Store.Devices.Registry;

namespace Store.Devices.Displays;

/// <summary>Shows the idle text in place of what is on a display.</summary>
internal static class ClearDisplay
{
    internal sealed record Command(string DeviceId, string? Client) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Client).Length(16, 64);
    }

    internal sealed class Handler(DeviceRegistry registry, ClaimBook claims) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var display = registry.Find<DisplayDevice>(command.DeviceId);
            claims.Use(command.DeviceId, command.Client);
            display.Clear();
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/displays/{deviceId}/content", (string deviceId, string? client, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, client), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ClearDisplay)).WithSummary("Clear a customer display").ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(423);
    }
}
