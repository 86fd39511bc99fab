using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Store.Devices.Profile;

namespace Store.Devices.Pairing;

/// <summary>A window or program that may use the devices.</summary>
/// <param name="PairingId">Its number.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Origin">The one web origin it may come from; empty for a program, which has none.</param>
/// <param name="TokenHash">SHA-256 of its token; the token itself is kept by its owner alone.</param>
/// <param name="Scopes">The permissions it has.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="LastUsedAt">When it was last seen, to the hour.</param>
internal sealed record PairedClient(long PairingId, string Name, string Origin, string TokenHash, IReadOnlyList<string> Scopes, DateTime CreatedAt, DateTime? LastUsedAt = null);

/// <summary>
/// Who may use the devices of a till that nobody signs in to. A page asks; the service shows six digits where only someone at the till sees them; the page sends them back and gets a token that
/// works from its own origin alone.
/// </summary>
internal sealed class PairingBook(DeviceFolder folder, IConfiguration configuration, TimeProvider clock, ILogger<PairingBook> log)
{
    /// <summary>What a pairing can be given.</summary>
    public static readonly IReadOnlyList<string> AllScopes = ["devices.use", "devices.print", "devices.open-drawer", "devices.manage"];

    private const string FileName = "pairings.json";
    private const int TriesAtMost = 3;

    private static readonly TimeSpan CodeHolds = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan NextCodeAfter = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Pending> pending = new(StringComparer.Ordinal);
    private Dictionary<string, PairedClient>? byHash;

    /// <summary>Whether this host's devices are used by pairing; a host with staff of its own has no use for it.</summary>
    public bool IsNeeded => configuration.GetValue<bool>("Devices:Pairing");

    /// <summary>Begins to pair; a second beginning of the same origin takes the place of the first.</summary>
    /// <returns>The attempt and the digits to show at the till.</returns>
    public (string Attempt, string Code, TimeSpan Holds) Begin(string origin, string name, IReadOnlyList<string> scopes)
    {
        lock (gate)
        {
            if (pending.TryGetValue(origin, out var before) && clock.GetElapsedTime(before.Since) < NextCodeAfter)
                throw new RuleBroken("pairing.too_often", "A code was shown just now; wait ten seconds for another.");
            foreach (var old in pending.Where(one => clock.GetElapsedTime(one.Value.Since) > CodeHolds).Select(one => one.Key).ToList())
                pending.Remove(old);
            var attempt = new Pending(RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture), name, scopes, clock.GetTimestamp());
            pending[origin] = attempt;
            return (attempt.Attempt, attempt.Code, CodeHolds);
        }
    }

    /// <summary>Ends pairing with the digits that someone read at the till.</summary>
    /// <returns>The pairing and its token, which is never shown again.</returns>
    public (PairedClient Pairing, string Token) Complete(string origin, string attempt, string code)
    {
        lock (gate)
        {
            if (!pending.TryGetValue(origin, out var waiting) || waiting.Attempt != attempt || clock.GetElapsedTime(waiting.Since) > CodeHolds)
                throw new RuleBroken("pairing.expired", "This code has run out; ask for another.");
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(waiting.Code), Encoding.UTF8.GetBytes(code)))
            {
                if (++waiting.Tries >= TriesAtMost)
                    pending.Remove(origin);
                throw new RuleBroken("pairing.wrong_code", "These are not the digits that the till shows.", new Dictionary<string, object?> { ["triesLeft"] = TriesAtMost - waiting.Tries });
            }

            pending.Remove(origin);
            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            var all = Known();
            var pairing = new PairedClient(all.Values.Select(one => one.PairingId).DefaultIfEmpty().Max() + 1, waiting.Name, origin, Hash(token), waiting.Scopes, clock.UtcNow());
            all[pairing.TokenHash] = pairing;
            Save();
            return (pairing, token);
        }
    }

    /// <summary>Whose token it is; null when nobody's.</summary>
    public PairedClient? Find(string token)
    {
        lock (gate)
        {
            if (Known().GetValueOrDefault(Hash(token)) is not { } pairing)
                return null;
            var now = clock.UtcNow();
            if (pairing.LastUsedAt is null || (now - pairing.LastUsedAt.Value).Duration() > TimeSpan.FromHours(1))
            {
                Known()[pairing.TokenHash] = pairing with { LastUsedAt = now };
                Save();
            }

            return pairing;
        }
    }

    public IReadOnlyList<PairedClient> All()
    {
        lock (gate)
            return [.. Known().Values.OrderBy(pairing => pairing.PairingId)];
    }

    /// <summary>Takes a token back.</summary>
    public bool Remove(long pairingId)
    {
        lock (gate)
        {
            if (Known().Values.FirstOrDefault(pairing => pairing.PairingId == pairingId) is not { } pairing)
                return false;
            Known().Remove(pairing.TokenHash);
            Save();
            return true;
        }
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private Dictionary<string, PairedClient> Known()
    {
        if (byHash is not null)
            return byHash;
        var list = File.Exists(folder[FileName]) ? JsonSerializer.Deserialize<List<PairedClient>>(File.ReadAllText(folder[FileName]), ProfileFile.Json) ?? [] : [];
        return byHash = list.ToDictionary(pairing => pairing.TokenHash, StringComparer.Ordinal);
    }

    private void Save()
    {
        try
        {
            folder.Write(FileName, JsonSerializer.SerializeToUtf8Bytes(Known().Values, ProfileFile.Json));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            log.LogError(failed, "The pairings could not be written.");
        }
    }

    private sealed record Pending(string Attempt, string Code, string Name, IReadOnlyList<string> Scopes, long Since)
    {
        public int Tries { get; set; }
    }
}
