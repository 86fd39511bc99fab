using Store.Devices.Registry;

namespace Store.Devices.Claims;

/// <summary>Takes a scanner, scale or display for one window, or renews that window's claim. Printers are not claimed: their papers queue.</summary>
internal static class ClaimDevice
{
    internal sealed record Command(string DeviceId, string Client, int LeaseMilliseconds, string? Name) : IRequest<Result>;

    internal sealed record Result(string ClaimId, DateTime ExpiresAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Client).NotEmpty().Length(16, 64);
            RuleFor(command => command.Name).MaximumLength(100);
            RuleFor(command => command.LeaseMilliseconds).InclusiveBetween(1_000, 300_000);
        }
    }

    internal sealed class Handler(DeviceRegistry registry, ClaimBook claims, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            if (registry.Find<IDevice>(command.DeviceId).Look().Kind is DeviceKind.Printer or DeviceKind.Drawer or DeviceKind.LabelPrinter)
                throw new RuleBroken("device.not_claimable", "Nobody takes a printer or drawer for themselves: papers queue.");
            var lease = TimeSpan.FromMilliseconds(command.LeaseMilliseconds);
            var claim = claims.Take(command.DeviceId, command.Client, lease, command.Name);
            return Task.FromResult(new Result(claim.ClaimId, clock.UtcNow() + lease));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Client">What the window calls itself: random, and the same as it names for its events.</param>
        /// <param name="LeaseMilliseconds">How long it holds unless it is renewed by asking again.</param>
        /// <param name="Name">What people call the window, told to those who want the device meanwhile.</param>
        internal sealed record Body(string Client, int LeaseMilliseconds = 30_000, string? Name = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/devices/{deviceId}/claim", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(deviceId, body.Client, body.LeaseMilliseconds, body.Name), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ClaimDevice)).WithSummary("Take a device for one window, or renew its claim")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423);
    }
}
