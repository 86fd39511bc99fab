using Store.Devices.Registry;

namespace Store.Devices.Jobs;

/// <summary>Takes a paper back that has not begun.</summary>
internal static class CancelJob
{
    internal sealed record Command(Guid JobId) : IRequest<JobInfo>;

    internal sealed class Handler(DeviceRegistry registry, Caller caller) : IRequestHandler<Command, JobInfo>
    {
        public Task<JobInfo> Handle(Command command, CancellationToken cancellationToken)
        {
            var (printer, job) = FindJob.In(registry, command.JobId);
            var cancelled = job.State is JobState.Queued or JobState.Held
                ? printer.Jobs.Move(job.JobId, job.State, JobState.Cancelled, "job.cancelled", "It was taken back.", by: caller.Name)
                : job.State == JobState.Cancelled ? job : null;
            return Task.FromResult(printer.Jobs.Show(cancelled ?? throw new Conflict("job.begun", "It has already begun to print, or is over.")));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/jobs/{jobId:guid}/cancel", (Guid jobId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(jobId), cancel))
            .RequirePermission("devices.print")
            .WithName(nameof(CancelJob)).WithSummary("Take a paper back that has not begun").ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }
}
