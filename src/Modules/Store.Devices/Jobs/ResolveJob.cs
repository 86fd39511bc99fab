using Store.Devices.Audit;
using Store.Devices.Registry;

namespace Store.Devices.Jobs;

/// <summary>A person has looked at the paper and says what is to become of an uncertain one. A repeated paper says that it is one.</summary>
internal static class ResolveJob
{
    internal enum Decision
    {
        /// <summary>It did not come out, or not whole: print it again, with a mark.</summary>
        Reprint,

        /// <summary>It came out.</summary>
        Printed,

        /// <summary>It is not needed.</summary>
        Discard,
    }

    internal sealed record Command(Guid JobId, Decision Decision, string? By, string? Reason) : IRequest<JobInfo>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Decision).IsInEnum();
            RuleFor(command => command.By).MaximumLength(100);
            RuleFor(command => command.Reason).MaximumLength(200);
        }
    }

    internal sealed class Handler(DeviceRegistry registry, DeviceAudit audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, JobInfo>
    {
        public Task<JobInfo> Handle(Command command, CancellationToken cancellationToken)
        {
            var (printer, job) = FindJob.In(registry, command.JobId);
            var by = command.By ?? caller.Name;

            // Of two who decide at once the second finds it decided.
            var resolved = job.State != JobState.Uncertain ? null : command.Decision switch
            {
                Decision.Printed => printer.Jobs.Move(job.JobId, JobState.Uncertain, JobState.Printed, proof: "Person", by: by),
                Decision.Discard => printer.Jobs.Move(job.JobId, JobState.Uncertain, JobState.Cancelled, "job.discarded", command.Reason, by: by),
                _ => printer.Repeat(
                    job.Request with
                    {
                        JobId = Guid.NewGuid(),
                        By = by,
                        CreatedAt = clock.UtcNow(),
                        ExpiresAt = null,
                        ReprintOf = job.JobId,
                        ReprintNumber = job.Request.ReprintNumber + 1,
                        Hash = "",
                        OnPaperOut = OnPaperOut.Hold,
                        KickId = null,
                    },
                    command.Reason),
            };
            if (resolved is null)
                throw new Conflict("job.not_uncertain", "Nobody has to decide about this paper any more.");
            audit.Note("job.resolved", by, new { job.JobId, job.Request.Title, command.Decision, command.Reason });
            return Task.FromResult(printer.Jobs.Show(resolved));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Decision">What is to become of it.</param>
        /// <param name="By">Who decides, where the till is signed in and not the person.</param>
        /// <param name="Reason">Why.</param>
        internal sealed record Body(Decision Decision, string? By = null, string? Reason = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/jobs/{jobId:guid}/resolve", (Guid jobId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(jobId, body.Decision, body.By, body.Reason), cancel))
            .RequirePermission("devices.print")
            .WithName(nameof(ResolveJob)).WithSummary("Decide about a paper of which nobody knows whether it came out")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }
}
