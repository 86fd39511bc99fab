namespace Store.Devices.Statistics;

/// <summary>What one device has done, as it is kept.</summary>
/// <param name="Since">Since when it is counted.</param>
/// <param name="PoweredSeconds">In which it answered.</param>
/// <param name="Counts">The rest.</param>
internal sealed record DeviceStatistics(DateTime Since, double PoweredSeconds, IReadOnlyDictionary<Statistic, long> Counts)
{
    public long this[Statistic what] => what == Statistic.HoursPoweredCount ? (long)TimeSpan.FromSeconds(PoweredSeconds).TotalHours : Counts.GetValueOrDefault(what);
}

/// <summary>What the devices of this till have done since they were first set up, whatever was started anew meanwhile.</summary>
internal sealed class StatisticsBook(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Sheet> sheets = new(StringComparer.Ordinal);

    public void Count(string deviceId, Statistic what, long times = 1)
    {
        lock (gate)
        {
            var counts = Of(deviceId).Counts;
            counts[what] = counts.GetValueOrDefault(what) + times;
        }
    }

    /// <summary>It answers from now on, or does not.</summary>
    public void Power(string deviceId, bool isOn)
    {
        lock (gate)
        {
            var sheet = Of(deviceId);
            sheet.Settle(clock);
            sheet.OnSince = isOn ? clock.GetTimestamp() : null;
        }
    }

    public DeviceStatistics Read(string deviceId)
    {
        lock (gate)
            return Of(deviceId).Read(clock);
    }

    /// <summary>Everything, to be kept.</summary>
    public IReadOnlyDictionary<string, DeviceStatistics> ReadAll()
    {
        lock (gate)
            return sheets.ToDictionary(sheet => sheet.Key, sheet => sheet.Value.Read(clock), StringComparer.Ordinal);
    }

    /// <summary>Goes on from what was kept.</summary>
    public void GoOnFrom(IReadOnlyDictionary<string, DeviceStatistics> kept)
    {
        lock (gate)
        {
            foreach (var (deviceId, device) in kept)
                sheets[deviceId] = new Sheet(device.Since, new Dictionary<Statistic, long>(device.Counts)) { Powered = TimeSpan.FromSeconds(device.PoweredSeconds) };
        }
    }

    private Sheet Of(string deviceId)
    {
        if (!sheets.TryGetValue(deviceId, out var sheet))
            sheets[deviceId] = sheet = new Sheet(clock.UtcNow(), []);
        return sheet;
    }

    private sealed class Sheet(DateTime since, Dictionary<Statistic, long> counts)
    {
        public Dictionary<Statistic, long> Counts => counts;

        public TimeSpan Powered { get; set; }

        public long? OnSince { get; set; }

        public void Settle(TimeProvider clock)
        {
            if (OnSince is not { } on)
                return;
            Powered += clock.GetElapsedTime(on);
            OnSince = clock.GetTimestamp();
        }

        public DeviceStatistics Read(TimeProvider clock)
        {
            Settle(clock);
            return new DeviceStatistics(since, Powered.TotalSeconds, new Dictionary<Statistic, long>(counts));
        }
    }
}
