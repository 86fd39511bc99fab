using System.Text.RegularExpressions;

namespace Store.Devices.Scales;

/// <summary>422: there is no weight that goods may be sold by; 504 where the plate has not come to rest in time. Nothing has happened, so asking again is safe.</summary>
internal sealed partial class WeightRefused(WeightRefusal why, ScaleReading reading)
    : Refusal(why == WeightRefusal.Moving ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status422UnprocessableEntity, CodeOf(why), Words(why), new Dictionary<string, object?>
    {
        ["state"] = reading.State.ToString(), ["grams"] = reading.State == ScaleState.Stable ? reading.Grams : null, ["resultCodeExtended"] = Extended(why),
    })
{
    private static string CodeOf(WeightRefusal why) => "scale." + Capital().Replace(why.ToString(), "_$0").TrimStart('_').ToLowerInvariant();

    private static string Words(WeightRefusal why) => why switch
    {
        WeightRefusal.Moving => "The scale has not come to rest.",
        WeightRefusal.Empty => "Nothing lies on the scale.",
        WeightRefusal.TooLight => "This is lighter than the scale may weigh.",
        WeightRefusal.UnderZero => "The scale is below zero: take everything off and set it to zero.",
        WeightRefusal.OverCapacity => "This is heavier than the scale can weigh.",
        WeightRefusal.SameWeight => "This was sold just now: take it off the scale first.",
        WeightRefusal.OutsideZero => "Too much lies on the scale to set it to zero.",
        _ => "The scale is not set to kilograms.",
    };

    /// <summary>The numbers of UnifiedPOS: of a moving plate its status, of the others the extended result.</summary>
    private static int? Extended(WeightRefusal why) => why switch { WeightRefusal.Moving => 12, WeightRefusal.OverCapacity => 201, WeightRefusal.UnderZero => 202, WeightRefusal.SameWeight => 203, _ => null };

    [GeneratedRegex("[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Capital();
}
