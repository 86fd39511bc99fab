namespace Store.Tests;

/// <summary>The real time, moved by what a test adds to it.</summary>
public sealed class TestClock : TimeProvider
{
    private TimeSpan moved, passed;

    /// <summary>Sets the clock. What is timed goes on as before.</summary>
    public void Advance(TimeSpan by) => moved += by;

    /// <summary>Lets time go by, for what is timed too.</summary>
    public void Pass(TimeSpan by)
    {
        Advance(by);
        passed += by;
    }

    public override long GetTimestamp() => System.GetTimestamp() + (long)(passed.TotalSeconds * TimestampFrequency);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + moved;
}
