using System.Security.Cryptography;
using Store.Devices.Events;

namespace Store.Devices.Claims;

/// <summary>
/// Who has a device to themselves: the tab that the scanner types into, the page that the display belongs to. A claim is a lease, so that a tab which is gone lets go by itself;
/// it runs on the monotonic clock, since a till's wall clock jumps.
/// </summary>
internal sealed class ClaimBook(EventLog events, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Claim> claims = new(StringComparer.Ordinal);

    /// <summary>Takes a device, or renews the client's own claim.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="client">What the tab calls itself: a secret of its own.</param>
    /// <param name="lease">For how long.</param>
    /// <exception cref="Conflict">Another client has it.</exception>
    public Claim Take(string deviceId, string client, TimeSpan lease)
    {
        lock (gate)
        {
            var holder = Current(deviceId);
            if (holder is not null && holder.Client != client)
                throw new Conflict("device.claimed", "Another window is using this device.", new Dictionary<string, object?> { ["remainingMilliseconds"] = (long)Remaining(holder).TotalMilliseconds });
            var claim = new Claim(holder?.ClaimId ?? RandomNumberGenerator.GetHexString(16, lowercase: true), client, clock.GetTimestamp(), lease);
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

    /// <summary>For what only the holder may do.</summary>
    /// <exception cref="Conflict">The caller's claim is not, or no longer, the one that holds.</exception>
    public void Require(string deviceId, string claimId)
    {
        if (Holder(deviceId)?.ClaimId != claimId)
            throw new Conflict("device.not_claimed", "This window does not have the device any more.");
    }

    /// <summary>How long a claim still holds.</summary>
    public TimeSpan Remaining(Claim claim) => claim.Lease - clock.GetElapsedTime(claim.Since);

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
internal sealed record Claim(string ClaimId, string Client, long Since, TimeSpan Lease);
