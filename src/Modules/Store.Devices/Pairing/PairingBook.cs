using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Store.Contracts.Devices;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Pairing;

/// <summary>A window or program that may use the devices.</summary>
/// <param name="PairingId">Its number.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Origin">The one web origin it may come from; empty for a program, which has none.</param>
/// <param name="TokenHash">SHA-256 of its token; the token itself is kept by its owner alone.</param>
/// <param name="Scopes">The permissions it has.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="LastUsedAt">When it was last seen, to the hour.</param>
internal sealed record PairedClient(long PairingId, string Name, string Origin, string TokenHash, IReadOnlyList<string> Scopes, DateTime CreatedAt, DateTime? LastUsedAt = null)
{
    /// <summary>As who checks a request from an origin sees it.</summary>
    public Paired Seen(string? origin) => new(PairingId, Name, Scopes.ToHashSet(StringComparer.Ordinal), Origin == (origin ?? ""));
}

/// <summary>
/// Who may use the devices of a till that nobody signs in to. A page asks; the service shows six digits where only someone at the till sees them; the page sends them back and gets a token that
/// works from its own origin alone.
/// </summary>
internal sealed class PairingBook(DeviceFolder folder, IConfiguration configuration, TimeProvider clock, ILogger<PairingBook> log)
{
    /// <summary>What a pairing can be given.</summary>
    public static readonly IReadOnlyList<string> AllScopes = ["devices.use", "devices.print", "devices.open-drawer", "devices.manage"];

    /// <summary>What a page gets that names none: everything but setting devices up.</summary>
    public static readonly IReadOnlyList<string> UsualScopes = [.. AllScopes.Where(scope => scope != "devices.manage")];

    /// <summary>The refusal of wrong digits.</summary>
    public const string WrongCode = "pairing.wrong_code";

    /// <summary>The refusal of a wrong secret.</summary>
    public const string WrongSecret = "pairing.wrong_secret";

    private const string FileName = "pairings.json";
    private const string UsedUp = "enrolments.json";
    private const string AsHash = "sha256:";
    private const int ShortestSecret = 24;
    private const int TriesAtMost = 3;
    private const int LongestDoubling = 8;

    private static readonly TimeSpan CodeHolds = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan NextCodeAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstLock = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestLock = TimeSpan.FromHours(1);
    private static readonly TimeSpan ForgivenAfter = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Pending> pending = new(StringComparer.Ordinal);

    /// <summary>When each origin was shown digits last. It outlives the attempt, or whoever has used up its tries would have others at once.</summary>
    private readonly Dictionary<string, long> shown = new(StringComparer.Ordinal);

    private readonly Dictionary<long, CancellationTokenSource> inUse = [];
    private Dictionary<string, PairedClient>? byHash;

    /// <summary>Wrong digits of all origins since someone had the right ones: who guesses does not get further by coming from elsewhere.</summary>
    private int wrong;
    private long lastWrong;

    /// <summary>Whether this host's devices are used by pairing; a host with staff of its own has no use for it.</summary>
    public bool IsNeeded => configuration.GetValue<bool>("Devices:Pairing");

    /// <summary>Begins to pair; a second beginning of the same origin takes the place of the first.</summary>
    /// <returns>The attempt and the digits to show at the till.</returns>
    public (string Attempt, string Code, TimeSpan Holds) Begin(string origin, string name, IReadOnlyList<string> scopes)
    {
        lock (gate)
        {
            RefuseWhileLocked();
            if (shown.TryGetValue(origin, out var before) && clock.GetElapsedTime(before) < NextCodeAfter)
                throw new RuleBroken("pairing.too_often", "A code was shown just now; wait ten seconds for another.");
            foreach (var old in pending.Where(one => clock.GetElapsedTime(one.Value.Since) > CodeHolds).Select(one => one.Key).ToList())
                pending.Remove(old);
            var attempt = new Pending(RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture), name, scopes, clock.GetTimestamp());
            pending[origin] = attempt;
            shown[origin] = attempt.Since;
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
                CountWrong();
                throw new RuleBroken(WrongCode, "These are not the digits that the till shows.", new Dictionary<string, object?> { ["triesLeft"] = TriesAtMost - waiting.Tries });
            }

            pending.Remove(origin);
            return Give(origin, waiting.Name, waiting.Scopes);
        }
    }

    /// <summary>
    /// Pairs with the secret that whoever looks after the tills has put in this one's settings (<c>Devices:Enrolment:Secret</c>, or its SHA-256 as <c>sha256:...</c>): once, or until the time that
    /// stands beside it (<c>Devices:Enrolment:Until</c>). Nothing of it is kept but its hash.
    /// </summary>
    /// <returns>The pairing and its token, which is never shown again.</returns>
    public (PairedClient Pairing, string Token) Enrol(string origin, string name, IReadOnlyList<string> scopes, string secret)
    {
        lock (gate)
        {
            RefuseWhileLocked();
            if (Offered() is not { } offered)
                throw new RuleBroken("pairing.no_enrolment", "This till takes no secret; it is paired by the digits that it shows.");
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(offered), Encoding.UTF8.GetBytes(Hash(secret))))
            {
                CountWrong();
                throw new RuleBroken(WrongSecret, "This is not the secret of this till.");
            }

            if (configuration.GetValue<DateTimeOffset?>("Devices:Enrolment:Until") is { } until ? clock.GetUtcNow() >= until : !UsesUp(offered))
                throw new RuleBroken("pairing.secret_used_up", "This secret was used or has run out.");
            return Give(origin, name, scopes);
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
            if (inUse.Remove(pairingId, out var use))
                use.Cancel();
            return true;
        }
    }

    /// <summary>Over when the pairing is taken back: what was begun with it ends then.</summary>
    public CancellationToken UntilRemoved(long pairingId)
    {
        lock (gate)
        {
            if (Known().Values.All(pairing => pairing.PairingId != pairingId))
                return new CancellationToken(canceled: true);
            if (!inUse.TryGetValue(pairingId, out var use))
                inUse[pairingId] = use = new CancellationTokenSource();
            return use.Token;
        }
    }

    private (PairedClient Pairing, string Token) Give(string origin, string name, IReadOnlyList<string> scopes)
    {
        wrong = 0;
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var all = Known();
        var pairing = new PairedClient(all.Values.Select(one => one.PairingId).DefaultIfEmpty().Max() + 1, name, origin, Hash(token), scopes, clock.UtcNow());
        all[pairing.TokenHash] = pairing;
        Save();
        return (pairing, token);
    }

    /// <summary>The hash of the secret that this till takes; null while it takes none.</summary>
    private string? Offered()
    {
        var set = configuration["Devices:Enrolment:Secret"] ?? "";
        if (set.StartsWith(AsHash, StringComparison.Ordinal))
            return set[AsHash.Length..].ToLowerInvariant();
        if (set.Length is > 0 and < ShortestSecret)
            log.LogError("Devices:Enrolment:Secret is too short to be taken: it has {Least} letters at least.", ShortestSecret);
        return set.Length < ShortestSecret ? null : Hash(set);
    }

    /// <summary>Uses a secret up that is good once.</summary>
    /// <returns>Whether it was still good.</returns>
    /// <exception cref="OutOfReach">The disk does not take that it was used.</exception>
    private bool UsesUp(string hash)
    {
        var used = File.Exists(folder[UsedUp]) ? JsonSerializer.Deserialize<List<string>>(File.ReadAllText(folder[UsedUp]), ProfileFile.Json) ?? [] : [];
        if (used.Contains(hash, StringComparer.Ordinal))
            return false;
        try
        {
            folder.Write(UsedUp, JsonSerializer.SerializeToUtf8Bytes(used.Append(hash), ProfileFile.Json));
            return true;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new OutOfReach("journal.not_writable", "The disk of this till is full or cannot be written; nothing was paired.");
        }
    }

    private void RefuseWhileLocked()
    {
        if (LockedFor() is var locked && locked > TimeSpan.Zero)
            throw new RuleBroken("pairing.locked", "Wrong digits were sent too often; wait before asking for others.", new Dictionary<string, object?> { ["seconds"] = (int)Math.Ceiling(locked.TotalSeconds) });
    }

    private void CountWrong()
    {
        wrong = wrong > 0 && clock.GetElapsedTime(lastWrong) > ForgivenAfter ? 1 : wrong + 1;
        lastWrong = clock.GetTimestamp();
    }

    /// <summary>How long nobody gets digits any more: after every three wrong ones, each time twice as long.</summary>
    private TimeSpan LockedFor()
    {
        var rounds = wrong / TriesAtMost;
        if (rounds == 0)
            return TimeSpan.Zero;
        var whole = FirstLock * (1 << Math.Min(rounds - 1, LongestDoubling));
        return (whole < LongestLock ? whole : LongestLock) - clock.GetElapsedTime(lastWrong);
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
