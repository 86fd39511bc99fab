namespace Store.Devices.Scales;

/// <summary>
/// What makes a weight one that goods may be sold by: at rest, more than nothing, within what the scale is approved for, and not the weight of what was sold just before.
/// Between two lines the plate is empty or carries something else; what differs by less than the least weight is still the same thing.
/// </summary>
internal sealed class WeighingRules(int leastGrams, int mostGrams)
{
    /// <summary>What was sold last and may still lie on the plate.</summary>
    private int? taken;

    /// <summary>Looks at everything the scale says, so that an empty plate between two lines is noticed.</summary>
    public void See(ScaleReading reading)
    {
        if (reading.State is ScaleState.AtZero or ScaleState.UnderZero || (reading.State == ScaleState.Stable && taken is { } before && Math.Abs(reading.Grams - before) >= leastGrams))
            taken = null;
    }

    /// <summary>Why goods may not be sold by this; null where they may.</summary>
    public WeightRefusal? Refusal(ScaleReading reading) => reading.State switch
    {
        ScaleState.Stable when reading.Grams > mostGrams => WeightRefusal.OverCapacity,
        ScaleState.Stable when reading.Grams < leastGrams => WeightRefusal.TooLight,
        ScaleState.Stable => taken is null ? null : WeightRefusal.SameWeight,
        ScaleState.AtZero => WeightRefusal.Empty,
        ScaleState.UnderZero => WeightRefusal.UnderZero,
        ScaleState.OverCapacity => WeightRefusal.OverCapacity,
        ScaleState.WrongUnit => WeightRefusal.WrongUnit,
        ScaleState.OutsideZero => WeightRefusal.OutsideZero,
        _ => WeightRefusal.Moving,
    };

    /// <summary>Goods are sold by this weight.</summary>
    public void Take(ScaleReading reading) => taken = reading.Grams;
}

/// <summary>Why goods may not be sold by what a scale says.</summary>
internal enum WeightRefusal
{
    Moving,
    Empty,
    TooLight,
    UnderZero,
    OverCapacity,
    SameWeight,
    WrongUnit,
    OutsideZero,
}
