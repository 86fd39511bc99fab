using Store.Devices.Links;
using Store.Devices.Profile;
using Store.Devices.Registry;
using Store.Devices.Statistics;

namespace Store.Devices.Scales;

/// <summary>A scale of this till: watched while it may be, asked when a weight is wanted.</summary>
internal sealed class ScaleDevice(ScaleSettings settings, DeviceParts parts) : Device(settings, DeviceKind.Scale, parts)
{
    private static readonly TimeSpan Watched = TimeSpan.FromMilliseconds(250);

    /// <summary>Three tries, each as long as the slowest scale takes.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(6);

    private readonly ScaleProtocol protocol = ScaleProtocol.Of(settings.Model);
    private readonly WeighingRules rules = new(settings.LeastGrams, settings.MostGrams);
    private readonly SemaphoreSlim turn = new(1, 1);
    private ScaleReader? reader;
    private ScaleReading? told;
    private int tare;
    private int weighings;

    protected override IReadOnlyList<string> Capabilities =>
        ["CapTareWeight", .. protocol.Zero.IsEmpty ? [] : (IEnumerable<string>)["CapZeroScale"], .. protocol.ShowsLive ? ["CapStatusUpdate"] : (IEnumerable<string>)[]];

    public override DeviceInfo Look() => base.Look() with { Scale = new ScaleInfo(protocol.ShowsLive, !protocol.Zero.IsEmpty, tare, weighings) };

    /// <summary>A weight that goods may be sold by, or simply what lies on the plate.</summary>
    /// <param name="forSale">Whether goods are sold by it: then the same weight is refused until the plate has been empty.</param>
    /// <param name="patience">How long the plate may take to come to rest.</param>
    /// <exception cref="WeightRefused">There is none.</exception>
    /// <exception cref="OutOfReach">The scale does not answer.</exception>
    public Task<ScaleReading> Weigh(bool forSale, TimeSpan patience, CancellationToken cancellationToken) => Ask(async (_, ending) =>
    {
        var begun = Parts.Clock.GetTimestamp();
        while (true)
        {
            var reading = await Read(ending);
            var refusal = rules.Refusal(reading);
            if (refusal == WeightRefusal.SameWeight && !forSale)
                refusal = null;
            if (refusal is null || cancellationToken.IsCancellationRequested)
            {
                // Whoever has gone away meanwhile has sold nothing by it.
                if (forSale && refusal is null && !cancellationToken.IsCancellationRequested)
                {
                    rules.Take(reading);
                    weighings++;
                    Parts.Statistics.Count(Id, Statistic.GoodWeightReadCount);
                }

                return reading;
            }

            // Only what changes by itself is waited for.
            if (refusal is not (WeightRefusal.Moving or WeightRefusal.Empty or WeightRefusal.TooLight) || Parts.Clock.GetElapsedTime(begun) + protocol.Pace > patience)
                throw new WeightRefused(refusal.Value, reading);
            await Task.Delay(protocol.Pace, Parts.Clock, ending);
        }
    }, patience + AnswersWithin, cancellationToken);

    public override async Task<DeviceProblem?> Check(CancellationToken cancellationToken)
    {
        await Ask((_, ending) => Read(ending), AnswersWithin, cancellationToken);
        return null;
    }

    /// <summary>Sets it to zero.</summary>
    /// <exception cref="RuleBroken">It is set to zero at the scale itself.</exception>
    /// <exception cref="WeightRefused">Too much lies on it, or it moves.</exception>
    public Task<ScaleReading> SetToZero(CancellationToken cancellationToken) => protocol.Zero.IsEmpty
        ? throw new RuleBroken("scale.zero_there", "This scale is set to zero at the scale itself.")
        : Ask(async (_, ending) => Accepted(await Tell(protocol.Zero, ending)), AnswersWithin, cancellationToken);

    /// <summary>Takes off what lies on the plate, or a known weight.</summary>
    /// <param name="grams">Of a container that is known; null takes what lies there.</param>
    public Task<ScaleReading> SetTare(int? grams, CancellationToken cancellationToken) => Ask(async (_, ending) =>
    {
        if (grams is { } known)
            tare = known;
        else if (!protocol.Tare.IsEmpty)
            return Accepted(await Tell(protocol.Tare, ending));
        else
            tare = await Read(ending) is { State: ScaleState.Stable } container ? container.Grams + tare : throw new WeightRefused(WeightRefusal.Moving, new ScaleReading(ScaleState.Moving));
        return new ScaleReading(ScaleState.AtZero, Net: true);
    }, AnswersWithin, cancellationToken);

    /// <summary>Takes the tare back.</summary>
    public Task<ScaleReading> ClearTare(CancellationToken cancellationToken) => Ask(async (_, ending) =>
    {
        tare = 0;
        return protocol.ClearTare.IsEmpty ? new ScaleReading(ScaleState.AtZero) : Accepted(await Tell(protocol.ClearTare, ending));
    }, AnswersWithin, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        turn.Dispose();
    }

    protected override async Task Serve(ILink link, CancellationToken cancellationToken)
    {
        await using var wire = new ScaleWire(link, Parts.Clock);
        reader = new ScaleReader(protocol, wire);
        told = null;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] work = [Watch(over.Token), base.Serve(link, over.Token), wire.Gone];
        try
        {
            await await Task.WhenAny(work);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(work[..2]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads it all the time and tells what has changed.</summary>
    private async Task Watch(CancellationToken cancellationToken)
    {
        if (!protocol.ShowsLive)
        {
            Become(DeviceState.Idle, answers: null, why: null);
            await Task.Delay(Timeout.InfiniteTimeSpan, Parts.Clock, cancellationToken);
        }

        while (true)
        {
            await Read(cancellationToken);
            await Task.Delay(Watched, Parts.Clock, cancellationToken);
        }
    }

    private async Task<ScaleReading> Read(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var reading = Net(await reader!.Read(cancellationToken));
            rules.See(reading);
            if (reading.State != ScaleState.Silent)
                Become(DeviceState.Idle, answers: true, why: null);
            Tell(reading);
            return reading;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ScaleReading?> Tell(ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await reader!.Tell(command, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private static ScaleReading Accepted(ScaleReading? answer) => answer switch
    {
        { State: ScaleState.Moving } => throw new WeightRefused(WeightRefusal.Moving, answer),
        { State: ScaleState.OutsideZero or ScaleState.OverCapacity } => throw new WeightRefused(WeightRefusal.OutsideZero, answer),
        _ => answer ?? new ScaleReading(ScaleState.AtZero),
    };

    private ScaleReading Net(ScaleReading reading) => tare == 0 || reading.State is not (ScaleState.Stable or ScaleState.AtZero or ScaleState.Moving)
        ? reading
        : ScaleReading.Of(reading.Grams - tare, reading.State != ScaleState.Moving, net: true);

    /// <summary>A plate that moves is told once, a weight at rest each time it is another.</summary>
    private void Tell(ScaleReading reading)
    {
        if (told is { } before && before.State == reading.State && (reading.State != ScaleState.Stable || before.Grams == reading.Grams))
            return;
        told = reading;
        Parts.Events.Publish(Id, "statusUpdate", reading.State switch
        {
            ScaleState.Stable => "STABLE_WEIGHT",
            ScaleState.Moving => "WEIGHT_UNSTABLE",
            ScaleState.AtZero => "WEIGHT_ZERO",
            ScaleState.OverCapacity => "WEIGHT_OVERWEIGHT",
            ScaleState.UnderZero => "WEIGHT_UNDER_ZERO",
            _ => "NOT_READY",
        }, new Dictionary<string, object?> { ["state"] = reading.State.ToString(), ["grams"] = reading.State == ScaleState.Stable ? reading.Grams : null, ["net"] = reading.Net });
    }
}

/// <summary>Makes the scales of a profile.</summary>
internal sealed class ScaleMaker(DeviceParts parts) : IDeviceMaker
{
    public IEnumerable<IDevice> Make(HardwareProfile profile, Func<DeviceSettings, bool> isNew) => (profile.Scales ?? []).Where<ScaleSettings>(isNew).Select(settings => new ScaleDevice(settings, parts));
}
