namespace Store.Devices.Virtual;

/// <summary>A virtual printer: how it is, and the papers that came out of it, the newest first.</summary>
internal static class GetVirtualPrinter
{
    internal sealed record Query(string PrinterId) : IRequest<Result>;

    /// <param name="Pulses">How often the drawer was kicked.</param>
    internal sealed record Result(bool Power, bool CoverOpen, bool PaperOut, bool DrawerOpen, int Pulses, IReadOnlyList<Paper> Papers);

    /// <param name="Number">Its place in the order of printing, from 0.</param>
    /// <param name="Text">What people read on it, each character in its column.</param>
    /// <param name="Codes">What a scanner reads on it.</param>
    internal sealed record Paper(int Number, string Text, IReadOnlyList<string> Codes);

    internal sealed class Handler(VirtualPrinters printers) : IRequestHandler<Query, Result>
    {
        private const int PapersAtMost = 20;

        public Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var printer = printers.Find(query.PrinterId);
            var state = printer.State;
            return Task.FromResult(new Result(state.Power, state.CoverOpen, state.PaperOut, state.DrawerOpen, state.Pulses,
                [.. printer.Receipts.Select((paper, number) => new Paper(number, paper.Text, [.. paper.Codes.Select(code => code.Data)])).Reverse().Take(PapersAtMost)]));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/virtual-printers/{printerId}", (string printerId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(printerId), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(GetVirtualPrinter)).WithSummary("Look at a virtual printer and what it printed").ProducesProblem(404);
    }
}
