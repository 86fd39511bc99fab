using System.Security.Cryptography;
using System.Text.Json;
using Store.Contracts.Devices;
using Store.Devices.Jobs;
using Store.Devices.Registry;

namespace Store.Devices.Labels;

/// <summary>Puts labels into a label printer's queue. The same UUID is the same batch, however often it is sent: its labels come out once.</summary>
internal static class PrintLabelBatch
{
    internal sealed record Command(string PrinterId, Guid JobUuid, string Title, IReadOnlyList<LabelDocument> Labels, DateTime? ExpiresAt) : IRequest<JobInfo>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int LabelsAtMost = 100;
        private const int CopiesAtMost = 500;
        private const int ElementsAtMost = 100;

        public Validator()
        {
            RuleFor(command => command.JobUuid).NotEmpty();
            RuleFor(command => command.Title).NotNull().MaximumLength(100);
            RuleFor(command => command.Labels).Cascade(CascadeMode.Stop).NotEmpty().Must(labels => labels.Count <= LabelsAtMost).WithMessage($"A batch has {LabelsAtMost} labels at most, and copies of them.");
            RuleForEach(command => command.Labels).NotNull().ChildRules(label =>
            {
                label.RuleFor(one => one.WidthMm).InclusiveBetween(5, 200);
                label.RuleFor(one => one.HeightMm).InclusiveBetween(5, 300);
                label.RuleFor(one => one.GapMm).InclusiveBetween(0, 20);
                label.RuleFor(one => one.Copies).InclusiveBetween(1, CopiesAtMost);
                label.RuleFor(one => one.Elements).Cascade(CascadeMode.Stop).NotEmpty().Must(elements => elements.Count <= ElementsAtMost).WithMessage($"A label has {ElementsAtMost} elements at most.");
                label.RuleForEach(one => one.Elements).NotNull().ChildRules(element =>
                {
                    element.RuleFor(one => one.Kind).IsInEnum();
                    element.RuleFor(one => one.Content).NotNull().MaximumLength(2_000);
                    element.RuleFor(one => one.Symbology).MaximumLength(20);
                    element.RuleFor(one => one.Module).InclusiveBetween(0, 40);
                    element.RuleFor(one => one.XMm).InclusiveBetween(0, 200);
                    element.RuleFor(one => one.YMm).InclusiveBetween(0, 300);
                    element.RuleFor(one => one.HeightMm).InclusiveBetween(0, 100);
                    element.RuleFor(one => one.WidthMm).InclusiveBetween(0, 200);
                });
            });
        }
    }

    internal sealed class Handler(DeviceRegistry registry, Caller caller, TimeProvider clock) : IRequestHandler<Command, JobInfo>
    {
        public Task<JobInfo> Handle(Command command, CancellationToken cancellationToken)
        {
            var printer = registry.Find<LabelPrinter>(command.PrinterId);
            var hash = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command, ValueJson.Stored)));
            var warnings = Warnings(command.Labels, printer);
            if (command.Labels.Any(label => label.WidthMm > printer.Profile.WidthMm || label.HeightMm > printer.Profile.HeightMm))
                warnings.Add("label_too_large");
            return Task.FromResult(printer.Jobs.Show(printer.Take(new JobRequest(
                command.JobUuid, JobKind.Label, command.Title, Document: null, hash, caller.Name, clock.UtcNow(), command.ExpiresAt?.ToUniversalTime(), Warnings: warnings, Labels: command.Labels))));
        }

        /// <summary>Some of the largest; of the usual ones a hundred are a few hundred kilobytes.</summary>
        private const int MostBytes = 64 * 1024 * 1024;

        /// <summary>What will not look as it should; and labels that cannot be made at all are refused while they are still the asker's.</summary>
        private static List<string> Warnings(IReadOnlyList<LabelDocument> labels, LabelPrinter printer)
        {
            try
            {
                var (warnings, bytes) = (new List<string>(), 0);
                foreach (var label in labels)
                {
                    var encoded = LabelEncoder.Encode(label, printer.Profile);
                    warnings.AddRange(encoded.Warnings);
                    if ((bytes += encoded.Bytes.Length) > MostBytes)
                        throw new InvalidDataException("There is more on these labels than a printer takes at once.");
                }

                return [.. warnings.Distinct(StringComparer.Ordinal)];
            }
            catch (Exception wrong) when (wrong is FormatException or ArgumentException or InvalidDataException)
            {
                throw new RuleBroken("document.cannot_be_printed", wrong.Message);
            }
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="JobUuid">Made by the asker, once per batch.</param>
        /// <param name="Labels">One after the other, each with its copies.</param>
        /// <param name="Title">What people call it, such as the product's name.</param>
        /// <param name="ExpiresAt">When it is of no use any more, such as when prices change; null never.</param>
        internal sealed record Body(Guid JobUuid, IReadOnlyList<LabelDocument> Labels, string Title = "", DateTime? ExpiresAt = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/label-printers/{printerId}/jobs", (string printerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(printerId, body.JobUuid, body.Title, body.Labels, body.ExpiresAt), cancel))
            .RequirePermission("devices.print")
            .WithName(nameof(PrintLabelBatch)).WithSummary("Print labels, once")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(410).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503);
    }
}
