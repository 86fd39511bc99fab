using Store.Devices.Claims;
using Store.Devices.Registry;

namespace Store.Devices.Scales;

/// <summary>Takes a container off the weight: what lies on the plate, or one whose weight is known.</summary>
internal static class TareScale
{
    internal sealed record Command(string DeviceId, int? Grams, string? Client) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Grams).InclusiveBetween(1, 10_000);
            RuleFor(command => command.Client).Length(16, 64);
        }
    }

    internal sealed class Handler(DeviceRegistry registry, ClaimBook claims) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var scale = registry.Find<ScaleDevice>(command.DeviceId);
            claims.Use(command.DeviceId, command.Client);
            await scale.SetTare(command.Grams, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Grams">Of the container; null takes what lies on the plate.</param>
        /// <param name="Client">What the window calls itself in its claim; without it only a scale is tared that no window has.</param>
        internal sealed record Body(int? Grams, string? Client = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/scales/{deviceId}/tare", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, body.Grams, body.Client), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(TareScale)).WithSummary("Take a container off the weight")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503).ProducesProblem(504);
    }
}
