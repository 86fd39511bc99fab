using System.Security.Cryptography;
using System.Text;

namespace Store.Devices.Pairing;

/// <summary>
/// Tickets to follow events with, for pages whose <c>EventSource</c> can send no token: each opens one stream, soon, for the pairing that got it. It stands in an address, which ends up in histories
/// and logs, so it is worth nothing once it was used.
/// </summary>
internal sealed class TicketBook(TimeProvider clock)
{
    private const int OpenAtMost = 1000;

    private static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();

    /// <summary>By the hash, in the order in which they were given.</summary>
    private readonly OrderedDictionary<string, (long PairingId, long Since)> open = new(StringComparer.Ordinal);

    /// <returns>A new ticket, and how long it holds.</returns>
    public (string Ticket, TimeSpan Holds) Give(long pairingId)
    {
        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        lock (gate)
        {
            while (open.Count > 0 && (open.Count >= OpenAtMost || clock.GetElapsedTime(open.GetAt(0).Value.Since) > HoldsFor))
                open.RemoveAt(0);
            open[Hash(ticket)] = (pairingId, clock.GetTimestamp());
        }

        return (ticket, HoldsFor);
    }

    /// <summary>Uses a ticket up.</summary>
    /// <returns>The pairing that got it; null where it was used, is too old, or never was one.</returns>
    public long? Use(string ticket)
    {
        lock (gate)
            return open.Remove(Hash(ticket), out var given) && clock.GetElapsedTime(given.Since) <= HoldsFor ? given.PairingId : null;
    }

    private static string Hash(string ticket) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ticket)));
}
