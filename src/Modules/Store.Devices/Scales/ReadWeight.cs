using Store.Devices.Claims;
using Store.Devices.Registry;

namespace Store.Devices.Scales;

/// <summary>Reads a weight that goods are sold by. It is at rest, within what the scale may weigh, and not that of what was sold just before.</summary>
internal static class ReadWeight
{
    internal sealed record Command(string DeviceId, int TimeoutMilliseconds, bool ForSale, string? Client) : IRequest<Result>;

    /// <param name="Grams">What is to be paid for.</param>
    /// <param name="Net">Whether a tare has been taken off.</param>
    internal sealed record Result(int Grams, bool Net);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.TimeoutMilliseconds).InclusiveBetween(0, 30_000);
            RuleFor(command => command.Client).Length(16, 64);
        }
    }

    internal sealed class Handler(DeviceRegistry registry, ClaimBook claims) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var scale = registry.Find<ScaleDevice>(command.DeviceId);
            claims.Use(command.DeviceId, command.Client);
            var reading = await scale.Weigh(command.ForSale, TimeSpan.FromMilliseconds(command.TimeoutMilliseconds), cancellationToken);
            return new Result(reading.Grams, reading.Net);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="TimeoutMilliseconds">How long the plate may take to come to rest.</param>
        /// <param name="ForSale">Whether goods are sold by it: then the same weight is refused until the plate has been empty or carried something else.</param>
        /// <param name="Client">What the window calls itself in its claim; without it only a scale is read that no window has.</param>
        internal sealed record Body(int TimeoutMilliseconds = 3_000, bool ForSale = true, string? Client = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/scales/{deviceId}/read-weight", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(deviceId, body.TimeoutMilliseconds, body.ForSale, body.Client), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ReadWeight)).WithSummary("Read the weight of what lies on a scale")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503).ProducesProblem(504);
    }
}
