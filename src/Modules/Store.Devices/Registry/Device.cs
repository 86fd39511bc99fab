using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Store.Devices.Events;
using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Statistics;

namespace Store.Devices.Registry;

/// <summary>What every device stands on.</summary>
/// <param name="Links">Opens the wire.</param>
/// <param name="Events">Where it says what happens.</param>
/// <param name="Statistics">What it has done.</param>
/// <param name="Clock">Timeouts run on its monotonic side.</param>
/// <param name="Log">For those who look after it.</param>
internal sealed record DeviceParts(LinkOpener Links, EventLog Events, StatisticsBook Statistics, TimeProvider Clock, ILogger<DeviceParts> Log);

/// <summary>
/// A device with one owner of its wire: it opens the wire, serves it until it breaks, and opens it again, with longer and longer pauses. Whoever wants something puts it into
/// the inbox with <see cref="Ask{T}"/>.
/// </summary>
internal abstract class Device(DeviceSettings settings, DeviceKind kind, DeviceParts parts) : IDevice
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly DeviceProblem Gone = new("link.lost", "The device is gone: look at its power and its cable.");
    private static readonly DeviceProblem Stumbled = new("device.failure", "The service has stumbled over this device and tries again; its log says more.");

    private readonly CancellationTokenSource ending = new();
    private readonly Channel<Func<ILink, CancellationToken, Task>> inbox = Channel.CreateUnbounded<Func<ILink, CancellationToken, Task>>();
    private readonly LinkAddress address = LinkAddress.Parse(settings.Address);
    private readonly Lock gate = new();
    private readonly Bell wanted = new();
    private Task? running;
    private DeviceState state = DeviceState.Closed;
    private bool? online;
    private DeviceProblem? problem;
    private int reconnects;
    private Task? calledAgain;

    public string Id => settings.Id;

    public bool IsEnabled => settings.Enabled;

    protected DeviceParts Parts => parts;

    /// <summary>What it can do besides, as UnifiedPOS names it.</summary>
    protected virtual IReadOnlyList<string> Capabilities => [];

    /// <summary>How long a wire as slow as this one may take for so many bytes; that of a serial line is known, others end in something like one.</summary>
    protected TimeSpan TimeToTake(ReadOnlySpan<byte> bytes) => TimeSpan.FromSeconds(bytes.Length / (double)address.BytesPerSecond);

    /// <summary>Whether it is reached for; one that is switched off leaves its wire to others.</summary>
    protected virtual bool NeedsWire => IsEnabled;

    /// <summary>The wire is open.</summary>
    protected bool IsConnected { get; private set; }

    /// <summary>Why the device cannot be reached; null while it can.</summary>
    protected DeviceProblem? Unreachable { get; private set; }

    /// <summary>What was asked for and not yet done.</summary>
    protected ChannelReader<Func<ILink, CancellationToken, Task>> Inbox => inbox.Reader;

    public virtual DeviceInfo Look()
    {
        lock (gate)
            return new DeviceInfo(Id, string.IsNullOrEmpty(settings.Name) ? Id : settings.Name, kind, state, online, problem) { DeviceEnabled = IsEnabled, Reconnects = reconnects, Capabilities = ["CapPowerReporting", "CapStatisticsReporting", .. Capabilities] };
    }

    public virtual void Start() => running ??= NeedsWire ? Task.Run(Run) : Task.CompletedTask;

    public virtual Task<DeviceProblem?> Check(CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult(IsConnected ? problem : Unreachable ?? new DeviceProblem("device.no_answer", $"{settings.Id} has not been reached yet."));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        if (running is not null)
            await running;
        ending.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Serves an open wire: reads what comes in, does what is asked. Ends when the wire is gone, by returning or by an <see cref="IOException"/>. By default it does what is in the inbox,
    /// one after the other, and reads nothing in between.
    /// </summary>
    protected virtual async Task Serve(ILink link, CancellationToken cancellationToken)
    {
        await foreach (var work in inbox.Reader.ReadAllAsync(cancellationToken))
            await work(link, cancellationToken);
    }

    /// <summary>Has the owner of the wire do something, after what others asked before.</summary>
    /// <param name="work">What to do with the wire. An <see cref="IOException"/> in it goes to the asker and makes the device reach anew.</param>
    /// <param name="atMost">How long the asker waits, also for a device that is gone.</param>
    /// <exception cref="OutOfReach">The device is not there or did not answer in time.</exception>
    protected async Task<T> Ask<T>(Func<ILink, CancellationToken, Task<T>> work, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var late = new CancellationTokenSource(atMost, parts.Clock);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        await using var forget = over.Token.UnsafeRegister(_ => answer.TrySetCanceled(), null);
        inbox.Writer.TryWrite(async (link, ending) =>
        {
            // The asker has gone away meanwhile.
            if (answer.Task.IsCompleted)
                return;
            try
            {
                answer.TrySetResult(await work(link, ending));
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                answer.TrySetException(failed);
                if (failed is IOException)
                    throw;
            }
        });
        Reach();
        try
        {
            return await answer.Task;
        }
        catch (Exception failed) when (failed is IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new OutOfReach(Unreachable?.Code ?? "device.no_answer", Unreachable?.Message ?? $"{Look().Name} does not answer.");
        }
    }

    /// <summary>It could not be reached, or was lost; called again at every try that fails.</summary>
    protected virtual void OnLost(DeviceProblem why)
    {
    }

    /// <summary>Someone needs it now: the pause before the next try is cut short.</summary>
    protected void Reach() => wanted.Ring();

    /// <summary>Done when someone needs it. Whoever takes this first and looks then misses nobody.</summary>
    protected Task Called => wanted.Next;

    /// <summary>Nobody needs the wire: once <see cref="Serve"/> has returned, it stays closed until someone does, and the device is as it was.</summary>
    protected void HangUp(Task until) => calledAgain = until;

    /// <summary>Says how the device is, and tells whoever looks on when it is another way than before.</summary>
    protected void Become(DeviceState now, bool? answers, DeviceProblem? why)
    {
        lock (gate)
        {
            if ((state, online, problem) == (now, answers, why))
                return;
            var news = (online, problem) != (answers, why);
            if (online != answers)
                parts.Statistics.Power(Id, isOn: answers == true);
            (state, online, problem) = (now, answers, why);
            if (!news)
                return;
        }

        parts.Events.Publish(Id, "statusUpdate", answers switch { true => "POWER_ONLINE", false => "POWER_OFF_OFFLINE", null => "POWER_UNKNOWN" },
            why is null ? null : new Dictionary<string, object?> { ["code"] = why.Code, ["message"] = why.Message });
    }

    private async Task Run()
    {
        var pause = FirstPause;
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await using var link = await parts.Links.Open(address, ending.Token);
                if (Unreachable is not null)
                    parts.Statistics.Count(Id, Statistic.OnlineTransitionCount);
                (IsConnected, Unreachable) = (true, null);
                pause = FirstPause;
                await Serve(link, ending.Token);
                if (calledAgain is null)
                    Lost(Gone);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (failed is IOException or OperationCanceledException or TimeoutException or ObjectDisposedException)
            {
                Lost(failed is LinkFailed known ? new DeviceProblem(known.Code, known.Message) : Gone);
            }
            catch (Exception unforeseen)
            {
                // A device that is not served any more would stay so until someone starts the service again.
                parts.Log.LogError(unforeseen, "{Device} cannot be served and is reached anew.", settings.Id);
                Lost(Stumbled);
                pause = LongestPause;
            }

            if (calledAgain is { } until)
            {
                (IsConnected, calledAgain) = (false, null);
                await Pause(until, Timeout.InfiniteTimeSpan);
                continue;
            }

            await Pause(Called, pause);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    private void Lost(DeviceProblem why)
    {
        if (IsConnected)
        {
            reconnects++;
            parts.Statistics.Count(Id, Statistic.CommunicationErrorCount);
        }

        (IsConnected, Unreachable) = (false, why);
        Become(DeviceState.Error, answers: false, why);
        OnLost(why);
    }

    private async Task Pause(Task until, TimeSpan pause)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        await Task.WhenAny(until, Task.Delay(pause, parts.Clock, over.Token));
        await over.CancelAsync();
    }
}
