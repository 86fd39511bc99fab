using Store.Devices.Audit;
using Store.Devices.Jobs;
using Store.Devices.Printing;
using Store.Devices.Registry;

namespace Store.Devices.Drawers;

/// <summary>Opens the drawer, now or not at all: a kick that could not be done at once is never done later.</summary>
internal static class KickDrawer
{
    internal sealed record Command(string DrawerId, Guid JobUuid, string Reason, string? SaleNumber, string? By) : IRequest<JobInfo>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.JobUuid).NotEmpty();
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(200);
            RuleFor(command => command.SaleNumber).MaximumLength(50);
            RuleFor(command => command.By).MaximumLength(100);
        }
    }

    internal sealed class Handler(DeviceRegistry registry, DrawerPace pace, DeviceAudit audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, JobInfo>
    {
        private static readonly TimeSpan UsefulFor = TimeSpan.FromSeconds(10);
        private static readonly TimeSpan WaitAtMost = TimeSpan.FromSeconds(6);

        public async Task<JobInfo> Handle(Command command, CancellationToken cancellationToken)
        {
            var drawer = registry.Find<Drawer>(command.DrawerId);
            var printer = registry.Find<Printer>(drawer.PrinterId);
            if (printer.Jobs.Find(command.JobUuid) is { Request.Kind: JobKind.Kick } known)
                return printer.Jobs.Show(known);
            if (drawer.IsOpen == true && !drawer.Settings.KickWhenOpen)
                throw new Conflict("drawer.already_open", "The drawer is open.");
            pace.Take(drawer.Id, isSale: command.SaleNumber is not null);
            var now = clock.UtcNow();
            var by = command.By ?? caller.Name;
            audit.Note("drawer.opened", by, new { drawer.Id, command.Reason, command.SaleNumber, command.JobUuid });
            var job = printer.Take(new JobRequest(command.JobUuid, JobKind.Kick, command.SaleNumber ?? command.Reason, Document: null, "kick", by, now, now + UsefulFor));

            // The cashier looks at the drawer: the answer is worth a moment.
            var since = clock.GetTimestamp();
            while (!job.IsFinal && clock.GetElapsedTime(since) < WaitAtMost)
            {
                var changed = printer.Jobs.Changed.Next;
                job = printer.Jobs.Find(job.JobId) ?? job;
                if (!job.IsFinal)
                    await Task.WhenAny(changed, Task.Delay(100, cancellationToken));
            }

            return printer.Jobs.Show(job);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="JobUuid">Made by the till, once per kick.</param>
        /// <param name="Reason">Why: a sale, or the reason for opening without one.</param>
        /// <param name="SaleNumber">The sale that it is for; null for an opening without one.</param>
        /// <param name="By">Who opens it, where the till is signed in and not the person.</param>
        internal sealed record Body(Guid JobUuid, string Reason, string? SaleNumber = null, string? By = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/drawers/{drawerId}/open", (string drawerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(drawerId, body.JobUuid, body.Reason, body.SaleNumber, body.By), cancel))
            .RequirePermission("devices.open-drawer")
            .WithName(nameof(KickDrawer)).WithSummary("Open the drawer, now or not at all")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
    }
}
