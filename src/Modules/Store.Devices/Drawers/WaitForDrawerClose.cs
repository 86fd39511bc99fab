using Store.Devices.Printing;
using Store.Devices.Registry;

namespace Store.Devices.Drawers;

/// <summary>Waits until the drawer is shut, for a program that goes on only then. Nobody is kept from opening or using it meanwhile.</summary>
internal static class WaitForDrawerClose
{
    internal sealed record Command(string DrawerId, int TimeoutMilliseconds, int? BeepAfterMilliseconds) : IRequest<Result>;

    /// <param name="IsClosed">It is shut; otherwise the time was up before.</param>
    /// <param name="Beeps">How often its printer was told to beep; never where the profile names no buzzer.</param>
    internal sealed record Result(bool IsClosed, int Beeps);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.TimeoutMilliseconds).InclusiveBetween(0, 60_000);
            RuleFor(command => command.BeepAfterMilliseconds).InclusiveBetween(500, 60_000);
        }
    }

    internal sealed class Handler(DeviceRegistry registry, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var drawer = registry.Find<Drawer>(command.DrawerId);
            var closing = drawer.Closes(TimeSpan.FromMilliseconds(command.TimeoutMilliseconds), cancellationToken);
            var beeps = 0;
            while (command.BeepAfterMilliseconds is { } after && !await IsOver(closing, TimeSpan.FromMilliseconds(after)))
            {
                // A printer that does not beep keeps nobody waiting who has shut the drawer.
                var beep = registry.See<Printer>(drawer.PrinterId).Beep(cancellationToken);
                if (await Task.WhenAny(closing, beep) == beep && await beep)
                    beeps++;
            }

            return new Result(await closing, beeps);
        }

        private async Task<bool> IsOver(Task closing, TimeSpan within)
        {
            using var enough = new CancellationTokenSource();
            await Task.WhenAny(closing, Task.Delay(within, clock, enough.Token));
            await enough.CancelAsync();
            return closing.IsCompleted;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="TimeoutMilliseconds">How long to wait at most.</param>
        /// <param name="BeepAfterMilliseconds">After how long the printer beeps, and again each time as long after that; null never.</param>
        internal sealed record Body(int TimeoutMilliseconds = 30_000, int? BeepAfterMilliseconds = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/drawers/{drawerId}/wait-for-close", (string drawerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(drawerId, body.TimeoutMilliseconds, body.BeepAfterMilliseconds), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(WaitForDrawerClose)).WithSummary("Wait until the drawer is shut")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503);
    }
}
