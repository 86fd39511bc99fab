using Microsoft.Extensions.Logging;
using Store.Devices.Audit;
using Store.Devices.Drawers;
using Store.Devices.Jobs;
using Store.Devices.Labels;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Printing;

/// <summary>Makes printers, each with its journal, and the drawers that hang on them.</summary>
internal sealed class PrinterMaker(DeviceParts parts, DeviceFolder folder, DrawerPace pace, DeviceAudit audit, ILoggerFactory logs) : IDeviceMaker
{
    public IEnumerable<IDevice> Make(HardwareProfile profile, Func<DeviceSettings, bool> isNew)
    {
        foreach (var settings in (profile.Printers ?? []).Where<PrinterSettings>(isNew))
        {
            var sharesCable = profile.HasDisplayOn(settings);
            var printer = new Printer(settings, parts, Book(settings), pace, sharesCable);
            if (sharesCable)
                parts.Links.Offer(LinkKind.Printer, settings.Id, printer.Shared);
            yield return printer;
            if (printer.Drawer is { } drawer)
                yield return drawer;
        }

        foreach (var settings in (profile.LabelPrinters ?? []).Where<LabelPrinterSettings>(isNew))
            yield return new LabelPrinter(settings, parts, Book(settings));
    }

    private JobBook Book(DeviceSettings settings) =>
        new(settings.Id, new Journal(folder[$"journal-{settings.Id}.jsonl"], logs.CreateLogger<Journal>()), parts.Events, parts.Clock, Note);

    /// <summary>Who opened the drawer, or would have, however that came to an end.</summary>
    private void Note(PrintJob job)
    {
        if (job.Request.Opening is { } opening)
            audit.Note(job.State == JobState.Printed ? "drawer.opened" : "drawer.not_opened", job.Request.By, new { Id = opening.DrawerId, opening.Reason, opening.SaleNumber, JobUuid = job.JobId, opening.Paper, job.State });
    }
}
