namespace Store.Devices.Scales;

/// <summary>How one kind of scale is spoken to.</summary>
internal abstract class ScaleProtocol
{
    /// <summary>How it is called in the profile.</summary>
    public abstract ScaleModel Model { get; }

    public static ScaleProtocol Of(ScaleModel model) => model switch
    {
        ScaleModel.Toledo8217 => new Toledo8217(),
        ScaleModel.Cas => new Cas(),
        ScaleModel.CasContinuous => new CasContinuous(),
        ScaleModel.Dibal => new Dibal(),
        _ => new Adam(),
    };

    /// <summary>Least time between two questions.</summary>
    public virtual TimeSpan Pace => TimeSpan.FromMilliseconds(200);

    /// <summary>How long an answer may take.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromMilliseconds(500);

    /// <summary>Whether it may be asked all the time to show the weight as it changes.</summary>
    public virtual bool ShowsLive => true;

    /// <summary>Whether saying nothing is an answer: that nothing has changed since.</summary>
    public virtual bool IsSilentAtTimes => false;

    /// <summary>What asks for the weight; nothing where the scale sends it unasked.</summary>
    public virtual ReadOnlyMemory<byte> Question => default;

    /// <summary>What sets it to zero; nothing where that is done at the scale.</summary>
    public virtual ReadOnlyMemory<byte> Zero => default;

    /// <summary>What takes off what lies on the plate; nothing where the scale cannot be told to, and Store takes the tare off itself.</summary>
    public virtual ReadOnlyMemory<byte> Tare => default;

    /// <summary>What takes the tare back.</summary>
    public virtual ReadOnlyMemory<byte> ClearTare => default;

    /// <summary>Looks for an answer at the beginning of what has come.</summary>
    public abstract ScaleFrame Read(ReadOnlySpan<byte> bytes);

    /// <summary>Asks once; null where no whole, right answer came in time.</summary>
    /// <exception cref="IOException">The scale is gone.</exception>
    public virtual async Task<ScaleReading?> Ask(ScaleWire wire, CancellationToken cancellationToken)
    {
        wire.Forget();
        if (!Question.IsEmpty)
            await wire.Send(Question, cancellationToken);
        return await wire.Await(Read, Patience, cancellationToken);
    }
}

/// <summary>What stands at the beginning of some bytes.</summary>
/// <param name="Used">How many of them are dealt with; 0 where more have to come first.</param>
/// <param name="Reading">What they say; null where they are noise, or an answer that came broken.</param>
internal readonly record struct ScaleFrame(int Used, ScaleReading? Reading = null)
{
    /// <summary>More has to come.</summary>
    public static ScaleFrame Unfinished => default;

    /// <summary>The first byte belongs to nothing.</summary>
    public static ScaleFrame Noise => new(1);
}

/// <summary>Kinds of scales by what they speak.</summary>
internal enum ScaleModel
{
    Toledo8217,
    Cas,
    CasContinuous,
    Dibal,
    Adam,
}
