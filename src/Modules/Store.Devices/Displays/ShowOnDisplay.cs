using Store.Devices.Claims;
using Store.Devices.Registry;

namespace Store.Devices.Displays;

/// <summary>Shows the customer something. It is answered at once, whether the display is there or not: it shows the newest as soon as it can.</summary>
internal static class ShowOnDisplay
{
    internal sealed record Command(string DeviceId, DisplayContent Content, string? Client) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Content.Kind).IsInEnum();
            RuleFor(command => command.Content.Name).NotNull().MaximumLength(200);
            RuleFor(command => command.Client).Length(16, 64);
            RuleFor(command => command.Content.Detail).NotNull().MaximumLength(200);
        }
    }

    internal sealed class Handler(DeviceRegistry registry, ClaimBook claims) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var display = registry.Find<DisplayDevice>(command.DeviceId);
            claims.Use(command.DeviceId, command.Client);
            display.Show(command.Content);
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/displays/{deviceId}/content", (string deviceId, DisplayContent body, string? client, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, body, client), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ShowOnDisplay)).WithSummary("Show the customer goods, total or change")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(423);
    }
}
