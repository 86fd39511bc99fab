using Microsoft.Extensions.Logging;
using Store.Devices.Jobs;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Printing;

/// <summary>Makes receipt printers, each with its journal, and the drawers that hang on them.</summary>
internal sealed class PrinterMaker(DeviceParts parts, DeviceFolder folder, ILoggerFactory logs) : IDeviceMaker
{
    public IEnumerable<IDevice> Make(HardwareProfile profile)
    {
        foreach (var settings in profile.Printers ?? [])
        {
            var journal = new Journal(folder[$"journal-{settings.Id}.jsonl"], logs.CreateLogger<Journal>());
            var sharesCable = (profile.Displays ?? []).Any(display => display.Behind == settings.Id);
            var printer = new Printer(settings, parts, new JobBook(settings.Id, journal, parts.Events, parts.Clock), sharesCable);
            if (sharesCable)
                parts.Links.Offer(LinkKind.Printer, settings.Id, printer.Shared);
            yield return printer;
            if (printer.Drawer is { } drawer)
                yield return drawer;
        }
    }
}
