using Store.Devices.Claims;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;
using Store.Devices.Statistics;

namespace Store.Devices.Scanners;

/// <summary>A scanner of this till. What it reads goes to the window that has claimed it; while none has, it is dropped, since it would surprise whoever comes next.</summary>
internal sealed class ScannerDevice(ScannerSettings settings, DeviceParts parts, ClaimBook claims) : Device(settings, DeviceKind.Scanner, parts)
{
    private readonly ScanReader reader = new(parts.Clock, settings.Separator);
    private readonly Lock gate = new();
    private readonly ScanQueue queue = new();
    private int broken;
    private int read;
    private int unheard;

    public override DeviceInfo Look()
    {
        lock (gate)
        {
            queue.Follow(claims.Holder(Id)?.ClaimId);
            return base.Look() with { Scanner = new ScannerInfo(read, broken, unheard, queue.DataEventEnabled, queue.AutoDisable, queue.DataCount) };
        }
    }

    /// <summary>The window that has it wants its scans, or none for now. What was read meanwhile is delivered at once: one, where each has to be asked for.</summary>
    public void Enable(string client, bool dataEvents, bool autoDisable)
    {
        lock (gate)
        {
            if (claims.Holder(Id) is not { } holder || holder.Client != client)
                return;
            queue.Follow(holder.ClaimId);
            queue.Set(dataEvents, autoDisable);
            Deliver(holder);
        }
    }

    protected override async Task Serve(ILink link, CancellationToken cancellationToken)
    {
        Become(DeviceState.Idle, answers: true, why: null);
        var framing = new ScanFraming(settings.End);
        var brokenBefore = broken;
        var buffer = new byte[1024];
        var receiving = link.Receive(buffer, cancellationToken).AsTask();
        while (true)
        {
            if (framing.IsWithin && !await ComesWithin(receiving, framing.Silence, cancellationToken))
            {
                if (framing.FallSilent() is { } last)
                    Take(last);
            }
            else
            {
                var count = await receiving;
                if (count == 0)
                    return;
                foreach (var scan in framing.Take(buffer.AsSpan(0, count)))
                    Take(scan);
                receiving = link.Receive(buffer, cancellationToken).AsTask();
            }

            broken = brokenBefore + framing.Broken;
        }
    }

    private async Task<bool> ComesWithin(Task<int> receiving, TimeSpan silence, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(receiving, Task.Delay(silence, Parts.Clock, over.Token));
        await over.CancelAsync();
        return first == receiving;
    }

    private void Take(byte[] bytes)
    {
        read++;
        Parts.Statistics.Count(Id, Statistic.GoodScanCount);
        lock (gate)
        {
            var holder = claims.Holder(Id);
            queue.Follow(holder?.ClaimId);
            var scan = reader.Read(bytes);
            if (holder is not null && queue.Add(scan))
            {
                Deliver(holder);
                return;
            }

            unheard++;
            Parts.Events.Publish(Id, "error", holder is null ? "NOT_CLAIMED" : "DATA_LOST");
        }
    }

    private void Deliver(Claim holder)
    {
        while (queue.Next() is { } scan)
            Tell(scan, holder);
    }

    private void Tell(Scan scan, Claim holder) => Parts.Events.Publish(Id, "data", "SCAN", new Dictionary<string, object?>
    {
        ["label"] = scan.Label, ["scanDataType"] = (int)scan.ScanDataType, ["symbologyId"] = scan.SymbologyId, ["repeat"] = scan.Repeat, ["mayPay"] = scan.MayPay, ["raw"] = Convert.ToBase64String(scan.Raw),
        ["elements"] = scan.Elements, ["elementsProblem"] = scan.ElementsProblem,
    }, holder.Client);
}

/// <summary>Makes the scanners of a profile.</summary>
internal sealed class ScannerMaker(DeviceParts parts, ClaimBook claims) : IDeviceMaker
{
    public IEnumerable<IDevice> Make(HardwareProfile profile, Func<DeviceSettings, bool> isNew) => (profile.Scanners ?? []).Where<ScannerSettings>(isNew).Select(settings => new ScannerDevice(settings, parts, claims));
}
