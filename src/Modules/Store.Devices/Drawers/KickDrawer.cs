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

    internal sealed class Handler(DeviceRegistry registry, DrawerPace pace, Caller caller, TimeProvider clock) : IRequestHandler<Command, JobInfo>
    {
        /// <summary>What has begun is over some four seconds later, which is still waited for.</summary>
        private static readonly TimeSpan WaitAtMost = TimeSpan.FromSeconds(10);
        private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

        public async Task<JobInfo> Handle(Command command, CancellationToken cancellationToken)
        {
            var drawer = registry.Find<Drawer>(command.DrawerId);
            var printer = registry.See<Printer>(drawer.PrinterId);

            // In this order: once this very kick has opened it, it is known.
            var wasOpen = drawer.IsOpen == true;
            if (printer.Jobs.Find(command.JobUuid) is null)
                pace.Take(drawer, wasOpen, command.JobUuid, isSale: command.SaleNumber is not null);

            var now = clock.UtcNow();
            var job = printer.Take(new JobRequest(
                command.JobUuid, JobKind.Kick, command.SaleNumber ?? command.Reason, Document: null, "kick", command.By ?? caller.Name, now, now + DrawerOpening.UsefulFor,
                Opening: new DrawerOpening(drawer.Id, command.Reason, command.SaleNumber)));
            return printer.Jobs.Show(await Over(printer, job));
        }

        /// <summary>The cashier looks at the drawer: the answer is worth a moment.</summary>
        private async Task<PrintJob> Over(Printer printer, PrintJob job)
        {
            var since = clock.GetTimestamp();
            while (true)
            {
                var (changed, waited) = (printer.Jobs.Changed.Next, clock.GetElapsedTime(since));
                if (waited > DrawerOpening.UsefulFor)
                    printer.GiveUpLate();
                job = printer.Jobs.Find(job.JobId) ?? job;
                if (job.IsFinal || waited > WaitAtMost)
                    return job;
                await Task.WhenAny(changed, Task.Delay(LookAgain, CancellationToken.None));
            }
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
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503);
    }
}
