using Store.Devices.Claims;
using Store.Devices.Registry;

namespace Store.Devices.Scales;

/// <summary>Sets a scale to zero with nothing on it.</summary>
internal static class ZeroScale
{
    internal sealed record Command(string DeviceId, string? Client) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Client).Length(16, 64);
    }

    internal sealed class Handler(DeviceRegistry registry, ClaimBook claims) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var scale = registry.Find<ScaleDevice>(command.DeviceId);
            claims.Use(command.DeviceId, command.Client);
            await scale.SetToZero(cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/scales/{deviceId}/zero", (string deviceId, string? client, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, client), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ZeroScale)).WithSummary("Set a scale to zero")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503).ProducesProblem(504);
    }
}
