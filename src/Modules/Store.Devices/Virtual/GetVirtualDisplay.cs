namespace Store.Devices.Virtual;

/// <summary>What customers read on a virtual display.</summary>
internal static class GetVirtualDisplay
{
    internal sealed record Query(string DeviceId) : IRequest<Result>;

    /// <param name="Lamp">Of a price display: 1 price, 2 total, 3 given, 4 change; 0 none.</param>
    internal sealed record Result(string Upper, string Lower, string Lamp, int Brightness);

    internal sealed class Handler(VirtualBench bench) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var display = bench.Display(query.DeviceId);
            var (upper, lower) = display.Screen();
            return Task.FromResult(new Result(upper, lower, display.Lamp.ToString(), display.Brightness));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/virtual-displays/{deviceId}", (string deviceId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(deviceId), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(GetVirtualDisplay)).WithSummary("Look at a virtual customer display").ProducesProblem(404);
    }
}
