namespace Store.Devices.Registry;

/// <summary>Wakes whoever waits for a change. Whoever takes <see cref="Next"/> first and looks then misses nothing.</summary>
internal sealed class Bell
{
    private readonly Lock gate = new();
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when it rings the next time.</summary>
    public Task Next
    {
        get
        {
            lock (gate)
                return next.Task;
        }
    }

    public void Ring()
    {
        TaskCompletionSource rung;
        lock (gate)
            (rung, next) = (next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        rung.SetResult();
    }
}
