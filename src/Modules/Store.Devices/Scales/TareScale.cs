using Store.Devices.Registry;

namespace Store.Devices.Scales;

/// <summary>Takes a container off the weight: what lies on the plate, or one whose weight is known.</summary>
internal static class TareScale
{
    internal sealed record Command(string DeviceId, int? Grams) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Grams).InclusiveBetween(1, 10_000);
    }

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await registry.Find<ScaleDevice>(command.DeviceId).SetTare(command.Grams, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Grams">Of the container; null takes what lies on the plate.</param>
        internal sealed record Body(int? Grams);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/scales/{deviceId}/tare", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, body.Grams), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(TareScale)).WithSummary("Take a container off the weight")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
    }
}
