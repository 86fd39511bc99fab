namespace Store.Tests.Devices;

/// <summary>The real time, whose monotonic side a test moves: what leases and codes run on.</summary>
internal sealed class MovedClock : TimeProvider
{
    public TimeSpan Moved { get; set; }

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Moved.TotalSeconds * TimestampFrequency);
}
