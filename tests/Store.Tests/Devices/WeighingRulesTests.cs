using FsCheck;
using FsCheck.Fluent;
using Store.Devices.Scales;

namespace Store.Tests.Devices;

/// <summary>Which weights goods may be sold by.</summary>
public sealed class WeighingRulesTests
{
    private const int Least = 40;
    private const int Most = 15_000;

    [Theory]
    [InlineData("Stable", 1250, null)]
    [InlineData("Stable", 40, null)]
    [InlineData("Stable", 39, "TooLight")]
    [InlineData("Stable", 15_001, "OverCapacity")]
    [InlineData("Moving", 1250, "Moving")]
    [InlineData("AtZero", 0, "Empty")]
    [InlineData("UnderZero", -5, "UnderZero")]
    [InlineData("OverCapacity", 0, "OverCapacity")]
    [InlineData("WrongUnit", 0, "WrongUnit")]
    [InlineData("Silent", 0, "Moving")]
    public void A_weight_counts_at_rest_and_within_bounds(string state, int grams, string? refusal)
    {
        var reading = new ScaleReading(Enum.Parse<ScaleState>(state), grams);

        Assert.Equal(refusal, new WeighingRules(Least, Most).Refusal(reading)?.ToString());
    }

    [Fact]
    public void The_same_goods_are_not_sold_twice_until_the_plate_was_empty_or_carries_something_else()
    {
        var rules = new WeighingRules(Least, Most);
        Assert.Null(See(rules, 1250));
        rules.Take(ScaleReading.Of(1250, atRest: true));

        Assert.Equal(WeightRefusal.SameWeight, See(rules, 1250));
        Assert.Equal(WeightRefusal.SameWeight, See(rules, 1255));
        Assert.Null(See(rules, 2000));
        rules.Take(ScaleReading.Of(2000, atRest: true));
        Assert.Equal(WeightRefusal.SameWeight, See(rules, 2000));
        See(rules, 0);
        Assert.Null(See(rules, 2000));
    }

    [Fact]
    public void However_weights_follow_each_other_no_two_lines_without_a_change_between_them() => Prop.ForAll(Gen.Elements(0, 0, 500, 505, 510, 1200, 39).ListOf(30).ToArbitrary(), weights =>
    {
        var rules = new WeighingRules(Least, Most);
        int? sold = null;
        var changed = true;
        foreach (var grams in weights)
        {
            changed |= sold is { } last && Math.Abs(grams - last) >= Least;
            if (See(rules, grams) is not null)
                continue;
            if (!changed)
                return false;
            rules.Take(ScaleReading.Of(grams, atRest: true));
            (sold, changed) = (grams, false);
        }

        return true;
    }).QuickCheckThrowOnFailure();

    private static WeightRefusal? See(WeighingRules rules, int grams)
    {
        var reading = ScaleReading.Of(grams, atRest: true);
        rules.See(reading);
        return rules.Refusal(reading);
    }
}
