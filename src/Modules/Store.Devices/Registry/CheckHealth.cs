namespace Store.Devices.Registry;

/// <summary>Asks a device how it is and says it in words. Nothing is printed, opened or weighed for it.</summary>
internal static class CheckHealth
{
    internal sealed record Command(string DeviceId) : IRequest<Result>;

    /// <param name="IsHealthy">It answers, as far as it can, and nothing is wrong with it.</param>
    /// <param name="Problem">What is wrong with it.</param>
    internal sealed record Result(bool IsHealthy, DeviceProblem? Problem);

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            try
            {
                var problem = await registry.Find<IDevice>(command.DeviceId).Check(cancellationToken);
                return new Result(problem is null, problem);
            }
            catch (OutOfReach gone)
            {
                return new Result(IsHealthy: false, new DeviceProblem(gone.Code, gone.Message));
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/devices/{deviceId}/check-health", (string deviceId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(CheckHealth)).WithSummary("Ask a device how it is").ProducesProblem(404);
    }
}
