using Store.Devices.Labels;

namespace Store.Devices.Virtual;

/// <summary>Does something to the virtual devices that hands do to real ones. What is left out stays as it is.</summary>
internal static class ChangeVirtualTill
{
    internal sealed record Command(Endpoint.Body What) : IRequest<ShowVirtualTill.Result>;

    /// <param name="Power">Of the label printer.</param>
    /// <param name="PaperOut">Takes its labels out, or puts new ones in.</param>
    /// <param name="RibbonOut">Takes its ribbon out, or puts a new one in.</param>
    /// <param name="HeadOpen">Of the label printer.</param>
    /// <param name="Paused">Presses its button.</param>
    internal sealed record LabelPrinter(bool? Power = null, bool? PaperOut = null, bool? RibbonOut = null, bool? HeadOpen = null, bool? Paused = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.What.PaperMm).InclusiveBetween(0, 200_000);
            RuleFor(command => command.What.Grams).InclusiveBetween(-20_000, 20_000);
            RuleFor(command => command.What.Scan).MaximumLength(4_000);
        }
    }

    internal sealed class Handler(VirtualTill virtualTill, IMediator mediator) : IRequestHandler<Command, ShowVirtualTill.Result>
    {
        public Task<ShowVirtualTill.Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var (till, what) = (virtualTill.Require(), command.What);
            if (what.Power is { } power)
                till.Power(power);
            if (what.PaperMm is { } paper)
                till.Printer.LoadPaper(paper);
            Switch(what.CoverOpen, till.Printer.OpenCover, till.Printer.CloseCover);
            Switch(what.CutterStuck, till.Printer.JamCutter, till.Printer.FreeCutter);
            Switch(what.DrawerOpen, till.Printer.OpenDrawer, till.Printer.CloseDrawer);
            if (what.LabelPrinter is { } labels)
                Touch(till, labels);
            if (what.Grams is { } grams)
                till.Scale.Put(till.Grams = grams, what.Unstable);
            if (what.Scan is { Length: > 0 } code)
                till.Scanner.Scan(code);
            return mediator.Send(new ShowVirtualTill.Query(), cancellationToken);
        }

        private static void Touch(VirtualTill till, LabelPrinter what)
        {
            if (what.Power is { } power)
                till.LabelPower(power);
            var now = till.LabelPrinter.Status;
            till.LabelPrinter.Hinder(new LabelPrinterStatus(
                PaperOut: what.PaperOut ?? now.PaperOut, RibbonOut: what.RibbonOut ?? now.RibbonOut, HeadOpen: what.HeadOpen ?? now.HeadOpen, Paused: what.Paused ?? now.Paused));
        }

        private static void Switch(bool? to, Action on, Action off) => (to switch { true => on, false => off, null => () => { } })();
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Power">Of the printer.</param>
        /// <param name="PaperMm">Puts in a roll of that length; 0 takes it out.</param>
        /// <param name="CoverOpen">Of the printer.</param>
        /// <param name="CutterStuck">The printer's cutter sticks at its next cut; false frees it.</param>
        /// <param name="DrawerOpen">Of the drawer.</param>
        /// <param name="Grams">Lays that on the scale.</param>
        /// <param name="Unstable">What lies on the scale is moving.</param>
        /// <param name="Scan">Scans that.</param>
        /// <param name="LabelPrinter">The label printer.</param>
        internal sealed record Body(
            bool? Power = null, double? PaperMm = null, bool? CoverOpen = null, bool? CutterStuck = null, bool? DrawerOpen = null, int? Grams = null, bool Unstable = false, string? Scan = null,
            LabelPrinter? LabelPrinter = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/virtual", (Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(body), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ChangeVirtualTill)).WithSummary("Do to the virtual devices what hands do to real ones")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
