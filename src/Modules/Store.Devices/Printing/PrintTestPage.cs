using System.Globalization;
using Store.Contracts.Devices;
using Store.Devices.Jobs;
using Store.Devices.Registry;

namespace Store.Devices.Printing;

/// <summary>Prints a page that shows whether the printer is set up as it is: a ruler of its columns, Chinese beside figures, and the codes.</summary>
internal static class PrintTestPage
{
    internal sealed record Command(string PrinterId, DeviceWords Words) : IRequest<JobInfo>;

    internal sealed class Handler(DeviceRegistry registry, Caller caller, TimeProvider clock) : IRequestHandler<Command, JobInfo>
    {
        public Task<JobInfo> Handle(Command command, CancellationToken cancellationToken)
        {
            var printer = registry.Find<Printer>(command.PrinterId);
            var now = clock.UtcNow();
            return Task.FromResult(printer.Jobs.Show(printer.Take(
                new JobRequest(Guid.NewGuid(), JobKind.Paper, command.Words.TestPage, Page(printer, command.Words, now), "", caller.Name, now, now.AddMinutes(10)))));
        }

        private static PrintDocument Page(Printer printer, DeviceWords words, DateTime now)
        {
            var columns = printer.Profile.Columns;
            var ruler = string.Concat(Enumerable.Range(1, columns).Select(column => column % 10 == 0 ? (char)('0' + (column / 10)) : '.'));
            return new PrintDocument(
            [
                PrintElement.Line(words.TestPage, PrintAlign.Center, bold: true, scale: 2),
                PrintElement.Apart(printer.Id, now.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                PrintElement.Line(string.Create(CultureInfo.InvariantCulture, $"{columns} {words.Columns} / {printer.Profile.DotsPerLine} {words.Dots}")),
                PrintElement.Line(ruler),
                PrintElement.Rule,
                PrintElement.Apart("可乐 330ml ×2", "￥7.00"),
                PrintElement.Apart("Café é ① 龙", "￥1,234.50", bold: true),
                PrintElement.Rule,
                new PrintElement(PrintKind.Barcode) { Symbology = "Ean13", Data = "6901234567892", Readable = true, Align = PrintAlign.Center },
                new PrintElement(PrintKind.QrCode) { Data = "https://example.com/测试", Align = PrintAlign.Center },
                PrintElement.Cut,
            ]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/printers/{printerId}/test-page", (string printerId, HttpRequest request, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(printerId, DeviceWords.For(request)), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(PrintTestPage)).WithSummary("Print a test page").ProducesProblem(404).ProducesProblem(410).ProducesProblem(423).ProducesProblem(503);
    }
}
