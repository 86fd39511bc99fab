using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;

namespace Store.Devices.Displays;

/// <summary>A customer display of this till. Nobody waits for it: what it should show is kept, and it shows the newest as soon as it is there.</summary>
internal sealed class DisplayDevice(DisplaySettings settings, DeviceParts parts) : Device(settings, DeviceKind.Display, parts)
{
    /// <summary>As fast as it can be read.</summary>
    private static readonly TimeSpan StepEvery = TimeSpan.FromMilliseconds(300);

    private readonly DisplayProtocol protocol = DisplayProtocol.Of(settings.Model);
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DisplayContent content = Idle(settings);
    private int brightness = 4;

    protected override IReadOnlyList<string> Capabilities => ["CapBrightness", "CapHMarquee"];

    /// <summary>Shows this from now on.</summary>
    public void Show(DisplayContent shown) => Change(() => content = shown.Kind == DisplayKind.Idle && shown.Name.Length == 0 ? Idle(settings) : shown);

    public void Clear() => Show(new DisplayContent(DisplayKind.Idle));

    /// <param name="level">1, dark, to 4.</param>
    public void Dim(int level) => Change(() => brightness = level);

    protected override async Task Serve(ILink link, CancellationToken cancellationToken)
    {
        Become(DeviceState.Idle, answers: true, why: null);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var gone = Gone(link, over.Token);
        try
        {
            await link.Send(protocol.Begin(), cancellationToken);
            var lit = 0;
            while (true)
            {
                Task next;
                DisplayContent shown;
                int level;
                lock (gate)
                    (next, shown, level) = (changed.Task, content, brightness);
                if (lit != level)
                    await link.Send(protocol.Brightness(lit = level), cancellationToken);
                await link.Send(protocol.Show(shown), cancellationToken);
                await Move(link, shown, Task.WhenAny(next, gone), cancellationToken);
                if (gone.IsCompleted)
                    return;
            }
        }
        finally
        {
            await over.CancelAsync();
            await gone;
        }
    }

    /// <summary>Moves a text that is too long for its line, until there is something else to do.</summary>
    private async Task Move(ILink link, DisplayContent shown, Task until, CancellationToken cancellationToken)
    {
        for (var step = 1; !until.IsCompleted && protocol.Move(shown, step) is { Length: > 0 } moved; step++)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pause = Task.Delay(StepEvery, Parts.Clock, over.Token);
            if (await Task.WhenAny(until, pause) == pause)
                await link.Send(moved, cancellationToken);
            await over.CancelAsync();
        }

        await until;
    }

    /// <summary>Displays say nothing; that the wire ends is all that can be read from them.</summary>
    private static async Task Gone(ILink link, CancellationToken cancellationToken)
    {
        var buffer = new byte[16];
        try
        {
            while (await link.Receive(buffer, cancellationToken) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Gone as well.
        }
    }

    private static DisplayContent Idle(DisplaySettings settings) => new(DisplayKind.Idle, settings.IdleText ?? "");

    private void Change(Action change)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            change();
            (waiting, changed) = (changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waiting.SetResult();
        Reach();
    }
}

/// <summary>Makes the displays of a profile.</summary>
internal sealed class DisplayMaker(DeviceParts parts) : IDeviceMaker
{
    public IEnumerable<IDevice> Make(HardwareProfile profile, Func<DeviceSettings, bool> isNew) => (profile.Displays ?? []).Where<DisplaySettings>(isNew).Select(settings => new DisplayDevice(settings, parts));
}
