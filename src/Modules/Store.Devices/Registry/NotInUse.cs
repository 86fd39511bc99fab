namespace Store.Devices.Registry;

/// <summary>423: a device is switched off; 410: it was removed from the profile. Nothing has happened, so asking again is safe, and of no use before someone has changed that.</summary>
internal sealed class NotInUse : Refusal
{
    private NotInUse(int status, string code, string deviceId, string detail)
        : base(status, code, detail, new Dictionary<string, object?> { ["deviceId"] = deviceId })
    {
    }

    /// <summary>Why nothing comes of what was asked before it was switched off.</summary>
    public static DeviceProblem Off { get; } = new("device.disabled", "This device is switched off.");

    public static NotInUse Disabled(string deviceId) => new(StatusCodes.Status423Locked, Off.Code, deviceId, Off.Message);

    public static NotInUse Removed(string deviceId) => new(StatusCodes.Status410Gone, "device.removed", deviceId, $"{deviceId} was removed from the devices of this till.");
}
