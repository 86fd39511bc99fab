using System.Security.Cryptography;
using System.Text.Json;
using Store.Contracts.Devices;
using Store.Devices.Drawers;
using Store.Devices.EscPos;
using Store.Devices.Printing;
using Store.Devices.Registry;

namespace Store.Devices.Jobs;

/// <summary>Puts a paper into a printer's queue. The same UUID is the same paper, however often it is sent: it comes out once.</summary>
internal static class PrintPaper
{
    internal sealed record Command(string PrinterId, Guid JobUuid, string Title, PrintDocument Document, DateTime? ExpiresAt, int Copies, OnPaperOut OnPaperOut, OpenDrawer? OpenDrawer) : IRequest<JobInfo>;

    /// <param name="Drawer">The drawer on this printer.</param>
    /// <param name="When">Before the paper, or once it is proven that it came out.</param>
    /// <param name="SaleNumber">The sale that it is for; null for an opening without one.</param>
    /// <param name="By">Who opens it, where the till is signed in and not the person.</param>
    internal sealed record OpenDrawer(string Drawer, DrawerMoment When, string? SaleNumber = null, string? By = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int PictureBytesAtMost = 1024 * 1024;
        private const int CopiesAtMost = 10;
        private const int ElementsAtMost = 2_000;
        private const int ColumnsAtMost = 20;
        private const int LettersAtMost = 10_000;

        /// <summary>Some hundred metres of paper.</summary>
        private const int AllLettersAtMost = 500_000;

        private static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        public Validator()
        {
            RuleFor(command => command.JobUuid).NotEmpty();
            RuleFor(command => command.Title).NotNull().MaximumLength(100);
            RuleFor(command => command.Copies).InclusiveBetween(1, CopiesAtMost);
            RuleFor(command => command.ExpiresAt).GreaterThan(Earliest);
            RuleFor(command => command.OnPaperOut).IsInEnum();
            RuleFor(command => command.OpenDrawer!).ChildRules(opens =>
            {
                opens.RuleFor(one => one.Drawer).NotEmpty();
                opens.RuleFor(one => one.When).IsInEnum();
                opens.RuleFor(one => one.SaleNumber).MaximumLength(50);
                opens.RuleFor(one => one.By).MaximumLength(100);
            }).When(command => command.OpenDrawer is not null);
            RuleFor(command => command.Document).NotNull().ChildRules(document =>
            {
                document.RuleFor(one => one.Elements).Cascade(CascadeMode.Stop).NotEmpty()
                    .Must(elements => elements.Count <= ElementsAtMost).WithMessage($"A paper has {ElementsAtMost} elements at most.")
                    .Must(elements => elements.Sum(Letters) <= AllLettersAtMost).WithMessage($"A paper has {AllLettersAtMost} letters at most.");
                document.RuleForEach(one => one.Elements).NotNull().ChildRules(element =>
                {
                    element.RuleFor(one => one.Kind).IsInEnum();
                    element.RuleFor(one => one.Align).IsInEnum();
                    element.RuleFor(one => one.Text).MaximumLength(LettersAtMost);
                    element.RuleFor(one => one.Data).MaximumLength(3_000);
                    element.RuleFor(one => one.Symbology).MaximumLength(20);
                    element.RuleFor(one => one.Scale).InclusiveBetween(0, 8);
                    element.RuleFor(one => one.Module).InclusiveBetween(0, 16);
                    element.RuleFor(one => one.Lines).InclusiveBetween(0, 100);
                    element.RuleFor(one => one.Png).Must(png => png is null || png.Length <= PictureBytesAtMost).WithMessage("A picture has 1 MB at most.");
                    element.RuleFor(one => one.Columns).Must(columns => columns is null || columns.Count <= ColumnsAtMost).WithMessage($"A line has {ColumnsAtMost} columns at most.");
                    element.RuleForEach(one => one.Columns).NotNull().ChildRules(column =>
                    {
                        column.RuleFor(one => one.Text).NotNull().MaximumLength(LettersAtMost);
                        column.RuleFor(one => one.Width).InclusiveBetween(0, 200);
                        column.RuleFor(one => one.Align).IsInEnum();
                    });
                });
            });
        }

        private static int Letters(PrintElement? element) => (element?.Text?.Length ?? 0) + (element?.Columns?.Sum(column => column?.Text?.Length ?? 0) ?? 0);
    }

    internal sealed class Handler(DeviceRegistry registry, Caller caller, TimeProvider clock) : IRequestHandler<Command, JobInfo>
    {
        public Task<JobInfo> Handle(Command command, CancellationToken cancellationToken)
        {
            var printer = registry.Find<Printer>(command.PrinterId);
            var hash = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command, ValueJson.Stored)));

            // Copies are one job: they come out one after the other, and what is not proven is decided about once.
            var document = command.Copies == 1 ? command.Document : new PrintDocument([.. Enumerable.Repeat(command.Document.Elements, command.Copies).SelectMany(elements => elements)]);
            // Of a paper that comes once more nothing is asked that may be otherwise by now.
            var kick = command.OpenDrawer is { } opens && printer.Jobs.Find(command.JobUuid) is null ? Kick(command, opens, printer) : null;
            var job = printer.Take(
                new JobRequest(
                    command.JobUuid, JobKind.Paper, command.Title, document, hash, caller.Name, clock.UtcNow(), command.ExpiresAt?.ToUniversalTime(), Warnings: Warnings(document, printer),
                    OnPaperOut: command.OnPaperOut, KickId: kick?.JobId),
                kick);
            return Task.FromResult(printer.Jobs.Show(job));
        }

        /// <summary>The kick is a job of its own: it is done once at most, whatever becomes of the paper, and no reprint has one.</summary>
        private JobRequest Kick(Command command, OpenDrawer opens, Printer printer)
        {
            if (!caller.May("devices.open-drawer"))
                throw new Forbidden("permission.missing", "This needs the permission devices.open-drawer.", new Dictionary<string, object?> { ["permission"] = "devices.open-drawer" });
            if (registry.Find<Drawer>(opens.Drawer).PrinterId != printer.Id)
                throw new RuleBroken("drawer.of_another_printer", $"The drawer {opens.Drawer} does not hang on the printer {printer.Id}.");
            var now = clock.UtcNow();
            return new JobRequest(
                Guid.NewGuid(), JobKind.Kick, opens.SaleNumber ?? command.Title, Document: null, "kick", opens.By ?? caller.Name, now,
                now + (opens.When == DrawerMoment.Before ? DrawerOpening.UsefulFor : DrawerOpening.WaitsForPaper),
                Opening: new DrawerOpening(opens.Drawer, command.Title, opens.SaleNumber, command.JobUuid, opens.When));
        }

        /// <summary>What will not look as it should; and a paper that cannot be made at all is refused while it is still the asker's.</summary>
        private static IReadOnlyList<string> Warnings(PrintDocument document, Printer printer)
        {
            try
            {
                return EscPosEncoder.Encode(document, printer.Profile).Warnings;
            }
            catch (Exception wrong) when (wrong is FormatException or ArgumentException or InvalidDataException)
            {
                throw new RuleBroken("document.cannot_be_printed", wrong.Message);
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="JobUuid">Made by the till, once per paper.</param>
        /// <param name="Document">What goes on the paper.</param>
        /// <param name="Title">What people call it, such as the receipt's number.</param>
        /// <param name="ExpiresAt">When it is of no use any more; null never.</param>
        /// <param name="Copies">How often it comes out.</param>
        /// <param name="OnPaperOut">What it does where there is no paper, or the cover is open, before its first byte.</param>
        /// <param name="OpenDrawer">The drawer to open with it; null for none.</param>
        internal sealed record Body(
            Guid JobUuid, PrintDocument Document, string Title = "", DateTime? ExpiresAt = null, int Copies = 1, OnPaperOut OnPaperOut = OnPaperOut.Hold, OpenDrawer? OpenDrawer = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/printers/{printerId}/jobs", (string printerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(printerId, body.JobUuid, body.Title, body.Document, body.ExpiresAt, body.Copies, body.OnPaperOut, body.OpenDrawer), cancel))
            .RequirePermission("devices.print")
            .WithName(nameof(PrintPaper)).WithSummary("Print a paper, once")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503);
    }
}
