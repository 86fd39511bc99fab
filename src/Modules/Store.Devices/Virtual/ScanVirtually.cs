namespace Store.Devices.Virtual;

/// <summary>Scans a code with a virtual scanner.</summary>
internal static class ScanVirtually
{
    internal sealed record Command(string DeviceId, string Code) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Code).NotEmpty().MaximumLength(Scanners.ScanFraming.LongestScan);
    }

    internal sealed class Handler(VirtualBench bench) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            bench.Scanner(command.DeviceId).Scan(command.Code);
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Code">With the kind in front of it (<c>]E0</c>) as a scanner that is set to send it.</param>
        internal sealed record Body(string Code);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/virtual-scanners/{deviceId}/scan", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, body.Code), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(ScanVirtually)).WithSummary("Scan a code with a virtual scanner")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
