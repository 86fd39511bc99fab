using Store.Devices.EscPos;
using Store.Devices.Events;
using Store.Devices.Printing;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Drawers;

/// <summary>A cash drawer on a printer's socket. What its sensor says is a level; which level means open is learned.</summary>
internal sealed class Drawer(DrawerSettings settings, string printerId, EventLog events) : IDevice
{
    public static readonly DeviceProblem DidNotOpen = new("drawer.did_not_open", "The drawer did not open: look whether it is locked or its cable is out.");

    private volatile DrawerSettings settings = settings;
    private bool? pinHigh;
    private (bool IsOpen, bool PinHigh)? lesson;

    public string Id => settings.Id;

    public DrawerSettings Settings => settings;

    public string PrinterId => printerId;

    /// <summary>Whether it stands open; null while that is not known.</summary>
    public bool? IsOpen => settings.OpenLevel == DrawerLevel.Unknown || pinHigh is null ? null : pinHigh == (settings.OpenLevel == DrawerLevel.High);

    /// <summary>What makes it spring open.</summary>
    public byte[] Pulse => EscPosCommands.Kick(settings.Pin, settings.OnMilliseconds, settings.OffMilliseconds);

    /// <summary>What makes it spring open while its printer cannot print.</summary>
    public byte[] PulseAtOnce => EscPosCommands.KickAtOnce(settings.Pin, settings.OnMilliseconds);

    public DeviceInfo Look() => new(Id, string.IsNullOrEmpty(settings.Name) ? Id : settings.Name, DeviceKind.Drawer, DeviceState.Idle, pinHigh is null ? null : true, Problem: null)
    {
        Drawer = new DrawerInfo(printerId, IsOpen, pinHigh),
    };

    public void Start()
    {
        // Its printer speaks for it.
    }

    /// <summary>Its printer has said which level its sensor has.</summary>
    public void Told(bool isHigh)
    {
        if (pinHigh == isHigh)
            return;
        var first = pinHigh is null;
        pinHigh = isHigh;
        if (!first)
            events.Publish(Id, "statusUpdate", IsOpen switch { true => "DRAWEROPEN", false => "DRAWERCLOSED", null => "DRAWERPIN" });
    }

    /// <summary>Whether it springs open after a pulse. One of which nobody knows which level means open is believed.</summary>
    public async Task<bool> Opens(PrinterTalk talk, bool tellsByItself, TimeSpan within, CancellationToken cancellationToken)
    {
        if (settings.OpenLevel == DrawerLevel.Unknown || pinHigh is null)
            return true;
        if (!tellsByItself)
            await talk.AskStatus([1], within, cancellationToken);
        var opened = await talk.Until(() => IsOpen == true, within, cancellationToken);
        if (!opened)
            events.Publish(Id, "error", "DRAWEROPENFAILED", new Dictionary<string, object?> { ["code"] = DidNotOpen.Code, ["message"] = DidNotOpen.Message });
        return opened;
    }

    /// <summary>A person says whether it is open now; once both have been said, with different levels, it is known.</summary>
    /// <returns>The settings with what was learned; null while the other half is missing.</returns>
    /// <exception cref="RuleBroken">The level was the same both times.</exception>
    public DrawerSettings? Learn(bool isOpen)
    {
        if (pinHigh is not { } level)
            throw new OutOfReach("drawer.no_level", "The printer has not told the drawer's level yet.");
        var before = lesson;
        lesson = (isOpen, level);
        if (before is null || before.Value.IsOpen == isOpen)
            return null;
        lesson = null;
        if (before.Value.PinHigh == level)
            throw new RuleBroken("drawer.no_sensor", "The level is the same open and closed: this drawer has no sensor, or its cable lacks the wire.");
        return settings = settings with { OpenLevel = isOpen == level ? DrawerLevel.High : DrawerLevel.Low };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
