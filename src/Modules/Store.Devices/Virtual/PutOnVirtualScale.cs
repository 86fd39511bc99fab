namespace Store.Devices.Virtual;

/// <summary>Lays something on a virtual scale, or takes it away.</summary>
internal static class PutOnVirtualScale
{
    internal sealed record Command(string DeviceId, int Grams, bool Moving) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Grams).InclusiveBetween(-1_000, 60_000);
    }

    internal sealed class Handler(VirtualBench bench) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            bench.Scale(command.DeviceId).Put(command.Grams, command.Moving);
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Grams">0 takes everything off.</param>
        /// <param name="Moving">Whether the plate does not come to rest.</param>
        internal sealed record Body(int Grams, bool Moving = false);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/virtual-scales/{deviceId}/plate", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, body.Grams, body.Moving), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(PutOnVirtualScale)).WithSummary("Lay something on a virtual scale")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
