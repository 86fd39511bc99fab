using Store.Devices.Links;

namespace Store.Devices.Registry;

/// <summary>The printers on this machine's USB, for whoever sets one up and does not know what it calls itself.</summary>
internal static class ListUsbPrinters
{
    internal sealed record Query : IRequest<Result>;

    internal sealed record Result(IReadOnlyList<Row> Printers);

    /// <param name="Address">As the profile names it.</param>
    /// <param name="Maker">What it calls itself.</param>
    /// <param name="Model">What it calls itself.</param>
    /// <param name="Serial">What it calls itself; empty where it says none.</param>
    internal sealed record Row(string Address, string Maker, string Model, string Serial);

    internal sealed class Handler(UsbPrinters usb) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(new Result(
            [.. usb.All().Select(printer => new Row($"usb:{printer.Name}", printer.Name.Maker, printer.Name.Model, printer.Name.Serial))]));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/usb-printers", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(ListUsbPrinters)).WithSummary("List the printers on USB with the addresses that find them again");
    }
}
