namespace Store.Tests;

/// <summary>The real time, moved by what a test adds to it.</summary>
public sealed class TestClock : TimeProvider
{
    private TimeSpan moved;

    public void Advance(TimeSpan by) => moved += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + moved;
}
