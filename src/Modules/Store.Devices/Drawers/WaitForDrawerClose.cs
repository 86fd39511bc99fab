using Store.Devices.Registry;

namespace Store.Devices.Drawers;

/// <summary>Waits until the drawer is shut, for a program that goes on only then. Nobody is kept from opening or using it meanwhile.</summary>
internal static class WaitForDrawerClose
{
    internal sealed record Command(string DrawerId, int TimeoutMilliseconds) : IRequest<Result>;

    /// <param name="IsClosed">It is shut; otherwise the time was up before.</param>
    internal sealed record Result(bool IsClosed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.TimeoutMilliseconds).InclusiveBetween(0, 60_000);
    }

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken) =>
            new(await registry.Find<Drawer>(command.DrawerId).Closes(TimeSpan.FromMilliseconds(command.TimeoutMilliseconds), cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="TimeoutMilliseconds">How long to wait at most.</param>
        internal sealed record Body(int TimeoutMilliseconds = 30_000);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/drawers/{drawerId}/wait-for-close", (string drawerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(drawerId, body.TimeoutMilliseconds), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(WaitForDrawerClose)).WithSummary("Wait until the drawer is shut")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503);
    }
}
