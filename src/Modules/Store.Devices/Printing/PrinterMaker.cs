using Microsoft.Extensions.Logging;
using Store.Devices.Jobs;
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
            var printer = new Printer(settings, parts, new JobBook(settings.Id, journal, parts.Events, parts.Clock));
            yield return printer;
            if (printer.Drawer is { } drawer)
                yield return drawer;
        }
    }
}
