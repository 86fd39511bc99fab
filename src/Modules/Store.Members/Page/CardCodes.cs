using System.Globalization;
using Store.Kernel.Privacy;

namespace Store.Members.Page;

/// <summary>The changing codes of members' cards on phones: the member's id and a proof that it was shown just now, made with the chain's key. Nothing of it is stored.</summary>
internal sealed class CardCodes(PersonalData personal, TimeProvider clock)
{
    /// <summary>As a code mask, by which tills know that a member is scanned.</summary>
    public const string Pattern = "'MQ'-*";

    private const string Mark = "MQ-";
    private const int ProofLength = 10;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(60);

    public string Now(long memberId) => Code(memberId, Minute());

    /// <summary>Until the next code.</summary>
    public int SecondsLeft() => (int)Step.TotalSeconds - (int)(new DateTimeOffset(clock.UtcNow()).ToUnixTimeSeconds() % (long)Step.TotalSeconds);

    /// <summary>Whose card shows this code; null where it is none, or of another minute than this and the last.</summary>
    public long? MemberOf(string code)
    {
        var parts = code.Trim().Split('-');
        if (!code.TrimStart().StartsWith(Mark, StringComparison.OrdinalIgnoreCase) || parts.Length != 3
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var memberId))
        {
            return null;
        }

        var minute = Minute();
        return new[] { minute, minute - 1 }.Any(one => Code(memberId, one).Equals(code.Trim(), StringComparison.OrdinalIgnoreCase)) ? memberId : null;
    }

    private long Minute() => new DateTimeOffset(clock.UtcNow()).ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    // Letters of one case and digits alone: scanners and keyboards get no other through in every layout.
    private string Code(long memberId, long minute) => string.Create(
        CultureInfo.InvariantCulture, $"{Mark}{memberId}-{Letters(personal.Index("member.card", string.Create(CultureInfo.InvariantCulture, $"{memberId}/{minute}")))}");

    private static string Letters(string index) => new([.. index.Take(ProofLength).Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : 'X')]);
}
