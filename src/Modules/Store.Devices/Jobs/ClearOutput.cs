using Store.Devices.Audit;
using Store.Devices.Registry;

namespace Store.Devices.Jobs;

/// <summary>Takes everything back that waits at a printer. What has begun goes on, and what is uncertain waits for a person.</summary>
internal static class ClearOutput
{
    internal sealed record Command(string PrinterId) : IRequest<Result>;

    /// <param name="Cancelled">How many papers were taken back.</param>
    internal sealed record Result(int Cancelled);

    internal sealed class Handler(DeviceRegistry registry, DeviceAudit audit, Caller caller) : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var jobs = registry.See<JobPrinter>(command.PrinterId).Jobs;
            var cancelled = jobs.List([JobState.Queued, JobState.Held], kind: null, long.MaxValue, int.MaxValue)
                .Count(job => jobs.Move(job.JobId, job.State, JobState.Cancelled, "job.cancelled", "It was taken back.", by: caller.Name) is { Request.Kind: not JobKind.Kick });
            audit.Note("output.cleared", caller.Name, new { command.PrinterId, Cancelled = cancelled });
            return Task.FromResult(new Result(cancelled));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/printers/{printerId}/clear-output", (string printerId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(printerId), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(ClearOutput)).WithSummary("Take everything back that waits at a printer").ProducesProblem(404).ProducesProblem(410).ProducesProblem(503);
    }
}
