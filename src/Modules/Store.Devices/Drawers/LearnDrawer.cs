using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Drawers;

/// <summary>Learns which level of a drawer's sensor means open: a person says once that it is closed, and once that it is open.</summary>
internal static class LearnDrawer
{
    internal sealed record Command(string DrawerId, bool IsOpen) : IRequest<Result>;

    /// <param name="IsLearned">Both have been said; otherwise the other one is still to be said.</param>
    /// <param name="OpenLevel">What was learned.</param>
    internal sealed record Result(bool IsLearned, DrawerLevel OpenLevel);

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var drawer = registry.Find<Drawer>(command.DrawerId);
            if (drawer.Learn(command.IsOpen) is not { } learned)
                return Task.FromResult(new Result(IsLearned: false, drawer.Settings.OpenLevel));
            var profile = registry.Profile;
            registry.Keep(profile with { Printers = [.. profile.Printers!.Select(printer => printer.Drawer?.Id == drawer.Id ? printer with { Drawer = learned } : printer)] });
            return Task.FromResult(new Result(IsLearned: true, learned.OpenLevel));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="IsOpen">Whether the drawer is open now.</param>
        internal sealed record Body(bool IsOpen);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/drawers/{drawerId}/learn", (string drawerId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(drawerId, body.IsOpen), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(LearnDrawer)).WithSummary("Teach which level of the sensor means that the drawer is open")
            .ProducesProblem(404).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503);
    }
}
