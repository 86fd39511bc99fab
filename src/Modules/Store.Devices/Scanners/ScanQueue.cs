namespace Store.Devices.Scanners;

/// <summary>
/// Which scans go to the window that has the scanner, and which wait until it wants another: UnifiedPOS' DataEventEnabled and AutoDisable. All of it belongs to one claim; the next begins
/// anew, with every scan delivered at once, so that nothing that was read for one window reaches another.
/// </summary>
internal sealed class ScanQueue
{
    /// <summary>What is read beyond that is told and dropped: nobody listens any more.</summary>
    public const int WaitAtMost = 100;

    private readonly Queue<Scan> waiting = new();
    private string? claimId;

    /// <summary>Whether the next scan is delivered.</summary>
    public bool DataEventEnabled { get; private set; } = true;

    /// <summary>Whether each scan has to be asked for.</summary>
    public bool AutoDisable { get; private set; }

    /// <summary>Scans that wait, as UnifiedPOS calls them.</summary>
    public int DataCount => waiting.Count;

    /// <summary>Another claim, or none, begins anew.</summary>
    public void Follow(string? claim)
    {
        if (claim == claimId)
            return;
        (claimId, DataEventEnabled, AutoDisable) = (claim, true, false);
        waiting.Clear();
    }

    public void Set(bool dataEventEnabled, bool autoDisable) => (DataEventEnabled, AutoDisable) = (dataEventEnabled, autoDisable);

    /// <returns>Whether it was taken.</returns>
    public bool Add(Scan scan)
    {
        if (waiting.Count >= WaitAtMost)
            return false;
        waiting.Enqueue(scan);
        return true;
    }

    /// <summary>The next scan that is to be delivered, in the order in which they were read; null while none is.</summary>
    public Scan? Next()
    {
        if (!DataEventEnabled || !waiting.TryDequeue(out var scan))
            return null;
        DataEventEnabled = !AutoDisable;
        return scan;
    }
}
