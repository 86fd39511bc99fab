namespace Store.Devices.Virtual;

/// <summary>Does to a virtual printer what people and accidents do to a real one.</summary>
internal static class TouchVirtualPrinter
{
    internal enum Act
    {
        TakePaperOut,

        /// <summary>Leaves so little that it ends within the next receipt.</summary>
        AlmostNoPaper,

        PutPaperIn,
        OpenCover,
        CloseCover,
        CutPower,
        RestorePower,
        CloseDrawer,
    }

    internal sealed record Command(string PrinterId, Act Act) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Act).IsInEnum();
    }

    internal sealed class Handler(VirtualPrinters printers) : IRequestHandler<Command, Done>
    {
        private const double FullRollMm = 80_000;
        private const double LittleMm = 20;

        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var printer = printers.Find(command.PrinterId);
            Action act = command.Act switch
            {
                Act.TakePaperOut => () => printer.LoadPaper(0),
                Act.AlmostNoPaper => () => printer.LoadPaper(LittleMm),
                Act.PutPaperIn => () => printer.LoadPaper(FullRollMm),
                Act.OpenCover => printer.OpenCover,
                Act.CloseCover => printer.CloseCover,
                Act.CutPower => printer.CutPower,
                Act.RestorePower => printer.RestorePower,
                _ => printer.CloseDrawer,
            };
            act();
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Act Act);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/virtual-printers/{printerId}/touch", (string printerId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(printerId, body.Act), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(TouchVirtualPrinter)).WithSummary("Take the paper out of a virtual printer, open its cover, cut its power")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
