using Store.Devices.Audit;
using Store.Devices.Events;
using Store.Devices.Jobs;
using Store.Devices.Registry;

namespace Store.Devices.Printing;

/// <summary>Has a printer do something that there is no request for, by the name that was given to it where the service is set up: between two papers, once.</summary>
internal static class DirectIo
{
    internal sealed record Command(string DeviceId, string Name) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Name).NotEmpty().MaximumLength(40);
    }

    internal sealed class Handler(DeviceRegistry registry, DirectCommands commands, EventLog events, DeviceAudit audit, Caller caller) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var printer = registry.Find<JobPrinter>(command.DeviceId);
            var bytes = commands.Find(printer.Id, command.Name)
                ?? throw new RuleBroken("direct_io.not_allowed", $"The setting Devices:DirectIo has no command {command.Name} of {printer.Id}.");
            await printer.Obey(bytes, cancellationToken);
            audit.Note("direct_io", caller.Name, new { printer.Id, command.Name });
            events.Publish(printer.Id, "directIO", command.Name);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Command">Its name.</param>
        internal sealed record Body(string Command);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/devices/{deviceId}/direct-io", (string deviceId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(deviceId, body.Command), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(DirectIo)).WithSummary("Have a printer do what was given a name in the service's settings").ProducesValidationProblem().ProducesProblem(404).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503);
    }
}
