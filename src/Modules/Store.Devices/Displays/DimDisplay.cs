using Store.Devices.Claims;
using Store.Devices.Registry;

namespace Store.Devices.Displays;

/// <summary>Makes a customer display brighter or darker.</summary>
internal static class DimDisplay
{
    internal sealed record Command(string DeviceId, int Level, string? Client) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Level).InclusiveBetween(1, 4);
            RuleFor(command => command.Client).Length(16, 64);
        }
    }

    internal sealed class Handler(DeviceRegistry registry, ClaimBook claims) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var display = registry.Find<DisplayDevice>(command.DeviceId);
            claims.Use(command.DeviceId, command.Client);
            display.Dim(command.Level);
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Level">1, dark, to 4, bright.</param>
        /// <param name="Client">What the window calls itself in its claim; without it only a display is dimmed that no window has.</param>
        internal sealed record Body(int Level, string? Client = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/displays/{deviceId}/brightness", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, body.Level, body.Client), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(DimDisplay)).WithSummary("Make a customer display brighter or darker")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(423);
    }
}
