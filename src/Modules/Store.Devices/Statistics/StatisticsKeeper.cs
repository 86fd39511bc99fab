using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Store.Devices.Profile;

namespace Store.Devices.Statistics;

/// <summary>Keeps what the devices have done on disk: each minute, and when the service stops. A power cut costs the last minute's.</summary>
internal sealed class StatisticsKeeper(StatisticsBook book, DeviceFolder folder, TimeProvider clock, ILogger<StatisticsKeeper> log) : IHostedService, IDisposable
{
    private const string FileName = "statistics.json";

    private static readonly TimeSpan Each = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private byte[] kept = [];
    private ITimer? timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(folder[FileName]))
                book.GoOnFrom(JsonSerializer.Deserialize<IReadOnlyDictionary<string, DeviceStatistics>>(File.ReadAllBytes(folder[FileName]), ValueJson.Stored)!);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            // Numbers to look at are no reason for a till to stand still.
            log.LogWarning(unreadable, "What the devices have done cannot be read and is counted anew.");
        }

        timer = clock.CreateTimer(_ => Keep(), state: null, Each, Each);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The devices are closed by now.</summary>
    public void Dispose()
    {
        timer?.Dispose();
        Keep();
    }

    private void Keep()
    {
        lock (gate)
        {
            var all = book.ReadAll();
            var now = JsonSerializer.SerializeToUtf8Bytes(all, ValueJson.Stored);
            if (all.Count == 0 || now.AsSpan().SequenceEqual(kept))
                return;
            try
            {
                folder.Write(FileName, now);
                kept = now;
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                log.LogWarning(failed, "What the devices have done cannot be written.");
            }
        }
    }
}
