using System.Security.Cryptography;
using Store.Devices.Events;
using Store.Devices.Registry;

namespace Store.Devices.Claims;

/// <summary>
/// Who has a device to themselves: the tab that the scanner types into, the page that the display belongs to. A claim is a lease, so that a tab which is gone lets go by itself;
/// it runs on the monotonic clock, since a till's wall clock jumps.
/// </summary>
internal sealed class ClaimBook(EventLog events, TimeProvider clock)
{
    private static readonly TimeSpan UsedFor = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Claim> claims = new(StringComparer.Ordinal);

    /// <summary>Takes a device, or renews the client's own claim.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="client">What the tab calls itself: a secret of its own.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="name">What people call it, for those who want the device meanwhile; null keeps the name it had.</param>
    /// <exception cref="Conflict">Another client has it.</exception>
    public Claim Take(string deviceId, string client, TimeSpan lease, string? name = null)
    {
        lock (gate)
        {
            var holder = Current(deviceId);
            if (holder is not null && holder.Client != client)
                throw Taken(holder);
            var claim = new Claim(holder?.ClaimId ?? RandomNumberGenerator.GetHexString(16, lowercase: true), client, clock.GetTimestamp(), lease, name ?? holder?.Name ?? "");
            claims[deviceId] = claim;
            if (holder is null)
                events.Publish(deviceId, "claim", "CLAIMED");
            return claim;
        }
    }

    /// <summary>Lets go. A claim that has run out, or is another's by now, stays as it is.</summary>
    public void Release(string deviceId, string claimId)
    {
        lock (gate)
        {
            if (Current(deviceId)?.ClaimId != claimId)
                return;
            claims.Remove(deviceId);
            events.Publish(deviceId, "claim", "RELEASED");
        }
    }

    /// <summary>Who has it now; null when nobody.</summary>
    public Claim? Holder(string deviceId)
    {
        lock (gate)
            return Current(deviceId);
    }

    /// <summary>
    /// Before a device is used that one window has at a time. A client that names itself takes it, or renews its claim, without asking beforehand; one that does not may use what nobody has.
    /// </summary>
    /// <exception cref="Conflict">Another client has it.</exception>
    public void Use(string deviceId, string? client)
    {
        lock (gate)
        {
            if (client is not null)
                Take(deviceId, client, Current(deviceId) is { } own && own.Client == client && Remaining(own) > UsedFor ? own.Lease : UsedFor);
            else if (Current(deviceId) is { } holder)
                throw Taken(holder);
        }
    }

    /// <summary>A device as pages show it, with who has it.</summary>
    public DeviceInfo Seen(DeviceInfo device) => Holder(device.Id) is { } holder ? device with { Claimed = true, ClaimedBy = holder.Name.Length == 0 ? null : holder.Name } : device;

    /// <summary>How long a claim still holds.</summary>
    public TimeSpan Remaining(Claim claim) => claim.Lease - clock.GetElapsedTime(claim.Since);

    private Conflict Taken(Claim holder) => new(
        "device.claimed", "Another window is using this device.", new Dictionary<string, object?> { ["holder"] = holder.Name, ["remainingMilliseconds"] = (long)Remaining(holder).TotalMilliseconds });

    private Claim? Current(string deviceId)
    {
        if (!claims.TryGetValue(deviceId, out var claim) || Remaining(claim) > TimeSpan.Zero)
            return claim;
        claims.Remove(deviceId);
        events.Publish(deviceId, "claim", "EXPIRED");
        return null;
    }
}

/// <summary>A lease on a device.</summary>
internal sealed record Claim(string ClaimId, string Client, long Since, TimeSpan Lease, string Name);
