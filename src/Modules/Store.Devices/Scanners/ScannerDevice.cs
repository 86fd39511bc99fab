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
    private int broken;
    private int read;
    private int unheard;

    public override DeviceInfo Look() => base.Look() with { Scanner = new ScannerInfo(read, broken, unheard) };

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
                    Deliver(last);
            }
            else
            {
                var count = await receiving;
                if (count == 0)
                    return;
                foreach (var scan in framing.Take(buffer.AsSpan(0, count)))
                    Deliver(scan);
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

    private void Deliver(byte[] bytes)
    {
        var scan = reader.Read(bytes);
        read++;
        Parts.Statistics.Count(Id, Statistic.GoodScanCount);
        if (claims.Holder(Id) is not { } holder)
        {
            unheard++;
            Parts.Events.Publish(Id, "error", "NOT_CLAIMED");
            return;
        }

        Parts.Events.Publish(Id, "data", "SCAN", new Dictionary<string, object?>
        {
            ["label"] = scan.Label, ["scanDataType"] = (int)scan.ScanDataType, ["symbologyId"] = scan.SymbologyId, ["repeat"] = scan.Repeat, ["mayPay"] = scan.MayPay, ["raw"] = Convert.ToBase64String(bytes),
            ["elements"] = scan.Elements, ["elementsProblem"] = scan.ElementsProblem,
        }, holder.Client);
    }
}

/// <summary>Makes the scanners of a profile.</summary>
internal sealed class ScannerMaker(DeviceParts parts, ClaimBook claims) : IDeviceMaker
{
    public IEnumerable<IDevice> Make(HardwareProfile profile) => (profile.Scanners ?? []).Select(settings => new ScannerDevice(settings, parts, claims));
}
