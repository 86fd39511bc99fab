using Store.Devices.Labels;
using Store.Devices.Printing;

namespace Store.Devices.Registry;

/// <summary>Finds out how a device is and says it in words: from what it has said, by asking it, or by having it do something that a person sees.</summary>
internal static class CheckHealth
{
    /// <summary>As UnifiedPOS calls them.</summary>
    internal enum Level
    {
        /// <summary>What is known of it; nothing goes over its wire.</summary>
        Internal,

        /// <summary>It is asked. Nothing is printed, opened or weighed for it.</summary>
        External,

        /// <summary>It is asked, and where it works prints a test page or label.</summary>
        Interactive,
    }

    internal sealed record Command(string DeviceId, Level Level, DeviceWords Words) : IRequest<Result>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Level).IsInEnum();
    }

    /// <param name="IsHealthy">It answers, as far as it can, and nothing is wrong with it.</param>
    /// <param name="Problem">What is wrong with it.</param>
    internal sealed record Result(bool IsHealthy, DeviceProblem? Problem);

    internal sealed class Handler(DeviceRegistry registry, Caller caller, IMediator mediator) : IRequestHandler<Command, Result>
    {
        private const string PrintsTests = "devices.manage";

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var device = registry.Find<IDevice>(command.DeviceId);
            if (command.Level == Level.Interactive && !caller.May(PrintsTests))
                throw new Forbidden("permission.missing", $"This needs the permission {PrintsTests}.", new Dictionary<string, object?> { ["permission"] = PrintsTests });
            try
            {
                var problem = command.Level == Level.Internal ? device.Look().Problem : await device.Check(cancellationToken);
                if (command.Level == Level.Interactive && problem is null)
                    await Show(device, command.Words, cancellationToken);
                return new Result(problem is null, problem);
            }
            catch (OutOfReach gone)
            {
                return new Result(IsHealthy: false, new DeviceProblem(gone.Code, gone.Message));
            }
        }

        /// <summary>Of others there is nothing to see that does not open, weigh or read something.</summary>
        private async Task Show(IDevice device, DeviceWords words, CancellationToken cancellationToken)
        {
            if (device is Printer)
                await mediator.Send(new PrintTestPage.Command(device.Id, words), cancellationToken);
            else if (device is LabelPrinter)
                await mediator.Send(new PrintTestLabel.Command(device.Id, words), cancellationToken);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/devices/{deviceId}/check-health", (string deviceId, HttpRequest request, IMediator mediator, CancellationToken cancel, Level level = Level.External) =>
                mediator.Send(new Command(deviceId, level, DeviceWords.For(request)), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(CheckHealth)).WithSummary("Find out how a device is").ProducesValidationProblem().ProducesProblem(403).ProducesProblem(404).ProducesProblem(410).ProducesProblem(423);
    }
}
