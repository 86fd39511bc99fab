namespace Store.Devices.Virtual;

/// <summary>What can be seen of the virtual devices.</summary>
internal static class ShowVirtualTill
{
    internal sealed record Query : IRequest<Result>;

    /// <param name="Power">The printer has power.</param>
    /// <param name="PaperMm">What is left on the roll.</param>
    /// <param name="CoverOpen">The printer's cover is open.</param>
    /// <param name="CutterStuck">The printer's cutter is stuck.</param>
    /// <param name="DrawerOpen">The drawer is open.</param>
    /// <param name="Receipts">How many were cut off and are kept; picture 0 is the newest.</param>
    /// <param name="LastText">What people read on the newest.</param>
    /// <param name="Grams">What lies on the scale.</param>
    /// <param name="UpperLine">Of the customer display.</param>
    /// <param name="LowerLine">Of the customer display.</param>
    /// <param name="LabelPrinter">The label printer.</param>
    internal sealed record Result(bool Power, double PaperMm, bool CoverOpen, bool CutterStuck, bool DrawerOpen, int Receipts, string? LastText, int Grams, string UpperLine, string LowerLine, LabelPrinter LabelPrinter);

    /// <param name="Power">The label printer has power.</param>
    /// <param name="PaperOut">It has no labels.</param>
    /// <param name="RibbonOut">It has no ribbon.</param>
    /// <param name="HeadOpen">Its head is open.</param>
    /// <param name="Paused">It is paused.</param>
    /// <param name="Printed">How many labels came out; picture 0 is the newest.</param>
    internal sealed record LabelPrinter(bool Power, bool PaperOut, bool RibbonOut, bool HeadOpen, bool Paused, int Printed);

    internal sealed class Handler(VirtualTill virtualTill) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var till = virtualTill.Require();
            var (state, receipts, screen, labels) = (till.Printer.State, till.Printer.Receipts, till.Display.Screen(), till.LabelPrinter.Status);
            return Task.FromResult(new Result(
                state.Power, state.PaperMm, state.CoverOpen, state.CutterError, state.DrawerOpen, receipts.Count, receipts.Count == 0 ? null : receipts[^1].Text, till.Grams, screen.Upper, screen.Lower,
                new LabelPrinter(till.LabelPrinter.HasPower, labels.PaperOut, labels.RibbonOut, labels.HeadOpen, labels.Paused, till.LabelPrinter.Count)));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/virtual", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(ShowVirtualTill)).WithSummary("Look at the virtual devices of a till without hardware").ProducesProblem(404);
    }
}
