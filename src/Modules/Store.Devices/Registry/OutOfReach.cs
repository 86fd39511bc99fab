namespace Store.Devices.Registry;

/// <summary>503: a device is not there, or cannot work until someone has seen to it. Nothing has happened, so asking again is safe.</summary>
internal sealed class OutOfReach(string code, string detail) : Refusal(StatusCodes.Status503ServiceUnavailable, code, detail)
{
    /// <summary>Whoever holds a device of the setup before can do nothing with it any more.</summary>
    public static OutOfReach Changing => new("devices.changing", "The devices of this till are being set up anew: try again in a moment.");
}
