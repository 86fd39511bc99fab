using Store.Devices.Registry;

namespace Store.Devices.Displays;

/// <summary>Makes a customer display brighter or darker.</summary>
internal static class DimDisplay
{
    internal sealed record Command(string DeviceId, int Level) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Level).InclusiveBetween(1, 4);
    }

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            registry.Find<DisplayDevice>(command.DeviceId).Dim(command.Level);
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Level">1, dark, to 4, bright.</param>
        internal sealed record Body(int Level);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/displays/{deviceId}/brightness", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, body.Level), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(DimDisplay)).WithSummary("Make a customer display brighter or darker")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
