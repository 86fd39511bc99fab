namespace Store.Devices.Scales;

/// <summary>What a scale said just now. It is never kept for later: a weight that was read once says nothing about what lies on the plate now.</summary>
/// <param name="State">Whether there is a weight, and if not, why.</param>
/// <param name="Grams">Of what lies on the plate; only of use while it is <see cref="ScaleState.Stable"/>, to show while it is <see cref="ScaleState.Moving"/>.</param>
/// <param name="Net">Whether a tare has been taken off.</param>
internal sealed record ScaleReading(ScaleState State, int Grams = 0, bool Net = false)
{
    /// <summary>A weight as scales send it: at rest or not, below zero or not.</summary>
    public static ScaleReading Of(int grams, bool atRest, bool net = false) => new(
        grams < 0 ? ScaleState.UnderZero : !atRest ? ScaleState.Moving : grams == 0 ? ScaleState.AtZero : ScaleState.Stable, grams, net);

    /// <summary>Another unit than the kilogram: what it says is no weight here.</summary>
    public static ScaleReading WrongUnit { get; } = new(ScaleState.WrongUnit);
}

/// <summary>What a scale can say.</summary>
internal enum ScaleState
{
    /// <summary>A weight at rest, greater than zero.</summary>
    Stable,

    /// <summary>The plate has not come to rest.</summary>
    Moving,

    /// <summary>Nothing lies on the plate.</summary>
    AtZero,

    /// <summary>Less than nothing: something was taken off after the scale was set to zero or tared.</summary>
    UnderZero,

    /// <summary>More than it can weigh.</summary>
    OverCapacity,

    /// <summary>Too far from zero to be set to it.</summary>
    OutsideZero,

    /// <summary>It is set to pounds or ounces.</summary>
    WrongUnit,

    /// <summary>It says nothing about a weight, which with some scales means that nothing has changed.</summary>
    Silent,
}
