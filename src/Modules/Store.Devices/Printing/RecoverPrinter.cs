using Store.Devices.Registry;

namespace Store.Devices.Printing;

/// <summary>Someone has freed the cutter: tells the printer to go on.</summary>
internal static class RecoverPrinter
{
    internal sealed record Command(string PrinterId) : IRequest<Done>;

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            await registry.Find<Printer>(command.PrinterId).Recover(cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/printers/{printerId}/recover", (string printerId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(printerId), cancel))
            .RequirePermission("devices.print")
            .WithName(nameof(RecoverPrinter)).WithSummary("Let the printer go on after its cutter was freed").ProducesProblem(404).ProducesProblem(410).ProducesProblem(423).ProducesProblem(503);
    }
}
