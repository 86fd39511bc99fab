using Store.Devices.Registry;

namespace Store.Devices.Jobs;

/// <summary>Where a job is among the printers of this till.</summary>
internal static class FindJob
{
    /// <exception cref="NotFound">No printer has it.</exception>
    public static (JobPrinter Printer, PrintJob Job) In(DeviceRegistry registry, Guid jobId)
    {
        foreach (var printer in registry.All.OfType<JobPrinter>())
        {
            if (printer.Jobs.Find(jobId) is { } job)
                return (printer, job);
        }

        throw new NotFound("job", jobId);
    }
}
