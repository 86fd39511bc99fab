using Store.Devices.Links;

namespace Store.Devices.Profile;

/// <summary>
/// When the wire to a printer is closed because nobody prints. Many printers in a network serve one at a time, and some hang up by themselves after 90 seconds: so after a minute, unless a drawer or a
/// display on it wants to be watched. One that several tills share says a few seconds; 0 never closes it.
/// </summary>
internal static class IdleWire
{
    private const int MostSeconds = 3600;

    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    /// <param name="address">Where the printer hangs.</param>
    /// <param name="seconds">What its settings say.</param>
    /// <param name="isWatched">Something hangs on it that says by itself what happens to it.</param>
    /// <returns>After how long; null never.</returns>
    public static TimeSpan? ClosesAfter(string address, int? seconds, bool isWatched) => seconds switch
    {
        0 => null,
        { } said => TimeSpan.FromSeconds(said),
        null => isWatched || LinkAddress.Parse(address).Kind != LinkKind.Tcp ? null : Usual,
    };

    /// <summary>What is wrong with such a setting; null when nothing.</summary>
    public static string? Fault(int? seconds) => seconds is < 0 or > MostSeconds ? "a wire that closes after at most an hour, 0 for never" : null;
}
