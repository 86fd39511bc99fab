using System.Text.Json;
using Microsoft.Extensions.Logging;
using Store.Devices.Profile;

namespace Store.Devices.Audit;

/// <summary>Who opened the drawer, decided about a paper, paired or was refused: a file that only grows, beside the journals.</summary>
internal sealed class DeviceAudit(DeviceFolder folder, TimeProvider clock, ILogger<DeviceAudit> log)
{
    private readonly Lock gate = new();

    public void Note(string what, string by, object facts)
    {
        log.LogInformation("{What} by {By}", what, by);
        try
        {
            lock (gate)
                File.AppendAllText(folder["audit.jsonl"], JsonSerializer.Serialize(new { At = clock.UtcNow(), What = what, By = by, Facts = facts }, ValueJson.Stored) + "\n");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            log.LogError(failed, "{What} by {By} could not be noted.", what, by);
        }
    }
}
