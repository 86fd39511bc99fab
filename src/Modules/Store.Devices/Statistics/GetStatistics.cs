using Store.Devices.Registry;

namespace Store.Devices.Statistics;

/// <summary>What a device has done since it was first set up.</summary>
internal static class GetStatistics
{
    internal sealed record Query(string DeviceId) : IRequest<Result>;

    /// <param name="Since">Since when it is counted.</param>
    internal sealed record Result(string DeviceId, DateTime Since, IReadOnlyList<Figure> Figures);

    /// <param name="Name">What is counted, as UnifiedPOS calls it.</param>
    internal sealed record Figure(Statistic Name, long Value);

    internal sealed class Handler(DeviceRegistry registry, StatisticsBook book) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var kind = registry.See<IDevice>(query.DeviceId).Look().Kind;
            var done = book.Read(query.DeviceId);
            return Task.FromResult(new Result(query.DeviceId, done.Since, [.. StatisticKinds.Of(kind).Select(what => new Figure(what, done[what]))]));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/devices/{deviceId}/statistics", (string deviceId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(deviceId), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(GetStatistics)).WithSummary("See what a device has done since it was set up").ProducesProblem(404).ProducesProblem(410);
    }
}
