using Store.Devices.Registry;

namespace Store.Devices.Jobs;

/// <summary>How a paper stands.</summary>
internal static class GetJob
{
    internal sealed record Query(Guid JobId) : IRequest<JobInfo>;

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Query, JobInfo>
    {
        public Task<JobInfo> Handle(Query query, CancellationToken cancellationToken)
        {
            var (printer, job) = FindJob.In(registry, query.JobId);
            return Task.FromResult(printer.Jobs.Show(job));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/jobs/{jobId:guid}", (Guid jobId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(jobId), cancel))
            .RequirePermission("devices.print")
            .WithName(nameof(GetJob)).WithSummary("Look at one paper or kick").ProducesProblem(404);
    }
}
