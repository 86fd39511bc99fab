using Store.Devices.EscPos;
using Store.Devices.Printing;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Drawers;

/// <summary>A cash drawer on a printer's socket. What its sensor says is a level; which level means open is learned.</summary>
internal sealed class Drawer(DrawerSettings settings, Printer printer, DeviceParts parts) : IDevice
{
    public static readonly DeviceProblem DidNotOpen = new("drawer.did_not_open", "The drawer did not open: look whether it is locked or its cable is out.");

    private static readonly DeviceProblem NoLevel = new("drawer.no_level", "The printer has not told the drawer's level yet.");

    private readonly Lock gate = new();
    private readonly Bell moved = new();
    private volatile DrawerSettings settings = settings;
    private ITimer? alarm;
    private bool? pinHigh;
    private bool leftOpen;
    private (bool IsOpen, bool PinHigh)? lesson;

    public string Id => settings.Id;

    public bool IsEnabled => settings.Enabled;

    public DrawerSettings Settings => settings;

    public string PrinterId => printer.Id;

    /// <summary>Whether it stands open; null while that is not known.</summary>
    public bool? IsOpen => settings.OpenLevel == DrawerLevel.Unknown || pinHigh is null ? null : pinHigh == (settings.OpenLevel == DrawerLevel.High);

    /// <summary>What makes it spring open.</summary>
    public byte[] Pulse => EscPosCommands.Kick(settings.Pin, settings.OnMilliseconds, settings.OffMilliseconds);

    /// <summary>What makes it spring open while its printer cannot print.</summary>
    public byte[] PulseAtOnce => EscPosCommands.KickAtOnce(settings.Pin, settings.OnMilliseconds);

    /// <summary>It is out of reach where its printer is.</summary>
    public DeviceInfo Look()
    {
        var away = printer.Look() is { Online: false, Problem: { } why } ? why : null;
        return new DeviceInfo(
            Id, string.IsNullOrEmpty(settings.Name) ? Id : settings.Name, DeviceKind.Drawer, away is null ? DeviceState.Idle : DeviceState.Error, away is null ? pinHigh is null ? null : true : false, away)
        {
            DeviceEnabled = IsEnabled,
            Capabilities = ["CapStatisticsReporting", .. settings.OpenLevel == DrawerLevel.Unknown ? [] : (IEnumerable<string>)["CapStatus"]],
            Drawer = new DrawerInfo(PrinterId, IsOpen, pinHigh, leftOpen, printer.Jobs.Counts.Kicks, printer.Jobs.Counts.KicksFailed, settings.BlockWhenOpen),
        };
    }

    public void Start()
    {
        // Its printer speaks for it.
    }

    /// <summary>It works as long as its printer answers and is not stuck, also without paper.</summary>
    public async Task<DeviceProblem?> Check(CancellationToken cancellationToken) =>
        await printer.Check(cancellationToken) is { } wrong && !printer.CanKick ? wrong : pinHigh is null ? NoLevel : null;

    /// <summary>Its printer has said which level its sensor has.</summary>
    public void Told(bool isHigh)
    {
        bool first;
        lock (gate)
        {
            if (pinHigh == isHigh)
                return;
            first = pinHigh is null;
            pinHigh = isHigh;
            Watch();
        }

        if (!first)
            parts.Events.Publish(Id, "statusUpdate", IsOpen switch { true => "DRAWEROPEN", false => "DRAWERCLOSED", null => "DRAWERPIN" });
        moved.Ring();
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
            parts.Events.Publish(Id, "error", "DRAWEROPENFAILED", new Dictionary<string, object?> { ["code"] = DidNotOpen.Code, ["message"] = DidNotOpen.Message });
        return opened;
    }

    /// <summary>Waits until it is shut.</summary>
    /// <returns>Whether it is, before the time was up.</returns>
    /// <exception cref="OutOfReach">Its printer has not said how it stands.</exception>
    /// <exception cref="RuleBroken">Nobody has taught which level means open.</exception>
    public async Task<bool> Closes(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (pinHigh is null)
            throw new OutOfReach(NoLevel.Code, NoLevel.Message);
        var since = parts.Clock.GetTimestamp();
        while (true)
        {
            var next = moved.Next;
            if ((IsOpen ?? throw new RuleBroken("drawer.not_learned", "Which level of its sensor means open has not been learned yet.")) is false)
                return true;
            var left = atMost - parts.Clock.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                return false;
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(left, parts.Clock, enough.Token));
            await enough.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A person says whether it is open now; once both have been said, with different levels, it is known.</summary>
    /// <returns>The settings with what was learned; null while the other half is missing.</returns>
    /// <exception cref="RuleBroken">The level was the same both times.</exception>
    public DrawerSettings? Learn(bool isOpen)
    {
        lock (gate)
        {
            if (pinHigh is not { } level)
                throw new OutOfReach(NoLevel.Code, NoLevel.Message);
            var before = lesson;
            lesson = (isOpen, level);
            if (before is null || before.Value.IsOpen == isOpen)
                return null;
            lesson = null;
            if (before.Value.PinHigh == level)
                throw new RuleBroken("drawer.no_sensor", "The level is the same open and closed: this drawer has no sensor, or its cable lacks the wire.");
            settings = settings with { OpenLevel = isOpen == level ? DrawerLevel.High : DrawerLevel.Low };
            Watch();
            return settings;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (alarm is not null)
            await alarm.DisposeAsync();
    }

    /// <summary>The alarm is set when it opens and put off when it shuts.</summary>
    private void Watch()
    {
        leftOpen = false;
        alarm ??= parts.Clock.CreateTimer(_ => NoticeLeftOpen(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        alarm.Change(IsEnabled && IsOpen == true && settings.AlarmAfterSeconds > 0 ? TimeSpan.FromSeconds(settings.AlarmAfterSeconds) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void NoticeLeftOpen()
    {
        lock (gate)
        {
            // It was shut in this moment.
            if (IsOpen != true)
                return;
            leftOpen = true;
        }

        parts.Events.Publish(Id, "statusUpdate", "DRAWERLEFTOPEN", new Dictionary<string, object?> { ["seconds"] = settings.AlarmAfterSeconds });
    }
}
