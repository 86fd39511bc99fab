using System.Globalization;
using Store.Contracts.Devices;
using Store.Devices.Jobs;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Labels;

/// <summary>Prints a label that shows whether the printer is set up as it is: its size at the edges, Chinese, and codes that can be scanned.</summary>
internal static class PrintTestLabel
{
    internal sealed record Command(string PrinterId, DeviceWords Words) : IRequest<JobInfo>;

    internal sealed class Handler(DeviceRegistry registry, Caller caller, TimeProvider clock) : IRequestHandler<Command, JobInfo>
    {
        public Task<JobInfo> Handle(Command command, CancellationToken cancellationToken)
        {
            var printer = registry.Find<LabelPrinter>(command.PrinterId);
            var now = clock.UtcNow();
            return Task.FromResult(printer.Jobs.Show(printer.Take(new JobRequest(
                Guid.NewGuid(), JobKind.Label, command.Words.TestLabel, Document: null, "", caller.Name, now, now.AddMinutes(10), Labels: [Label(printer.Id, printer.Profile, command.Words, now)]))));
        }

        private static LabelDocument Label(string name, LabelPrinterProfile profile, DeviceWords words, DateTime now)
        {
            const decimal Margin = 2, Text = 3, Qr = 12;
            var (width, height) = (profile.WidthMm, profile.HeightMm);
            var bars = Math.Max(Margin + (2 * Text) + 1.5m, height - 14);
            var size = string.Create(CultureInfo.InvariantCulture, $"{width:0.#} × {height:0.#} mm");
            return new LabelDocument(width, height,
            [
                new LabelElement(LabelKind.Text, Margin, Margin, words.TestLabel) { HeightMm = Text, Bold = true },
                new LabelElement(LabelKind.Text, Margin, Margin + Text + 1, $"{name} {size}") { HeightMm = Text - 0.5m },
                .. height < 25 ? [] : new[] { new LabelElement(LabelKind.Text, Margin, Margin + (2 * Text) + 1.5m, now.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)) { HeightMm = Text - 0.5m } },
                new LabelElement(LabelKind.Barcode, Margin, bars, "6901234567892") { Symbology = "Ean13", HeightMm = Math.Max(Text, height - bars - 4), Readable = true },
                .. width < 45 ? [] : new[] { new LabelElement(LabelKind.QrCode, width - Qr - Margin, Math.Max(Margin + Text + 1, height - Qr - Margin), "STORE") },
            ], GapMm: profile.GapMm);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/label-printers/{printerId}/test-label", (string printerId, HttpRequest request, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(printerId, DeviceWords.For(request)), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(PrintTestLabel)).WithSummary("Print a test label").ProducesProblem(404).ProducesProblem(410).ProducesProblem(423).ProducesProblem(503);
    }
}
