namespace Store.Devices.Registry;

/// <summary>503: a device is not there, or cannot work until someone has seen to it. Nothing has happened, so asking again is safe.</summary>
internal sealed class OutOfReach(string code, string detail) : Refusal(StatusCodes.Status503ServiceUnavailable, code, detail);
