using FsCheck;
using FsCheck.Fluent;

namespace Store.Tests.Kernel;

public sealed class MoneyTests
{
    private static readonly Arbitrary<int> Amounts = Gen.Choose(-10_000_000, 10_000_000).ToArbitrary();

    private static readonly Arbitrary<int[]> Weights = Gen.Choose(0, 100_000).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    [Fact]
    public void A_spread_adds_up_to_the_cent_and_no_part_is_a_cent_off_its_share() => Prop.ForAll(Amounts, Weights, (minor, weights) =>
    {
        var parts = new Money(minor).Spread([.. weights.Select(weight => (long)weight)]);
        var total = weights.Sum(weight => (decimal)weight);
        return parts.Sum(part => part.Minor) == minor
            && (total == 0 || parts.Zip(weights).All(part => Math.Abs(part.First.Minor - (minor * (decimal)part.Second / total)) < 1));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_spread_over_what_comes_and_what_goes_adds_up_to_the_cent() => Prop.ForAll(Amounts, Gen.Choose(-100_000, 100_000).NonEmptyListOf().ToArbitrary(), (minor, weights) =>
    {
        var parts = new Money(minor).Spread([.. weights.Select(weight => (long)weight)]);
        var total = weights.Sum(weight => (decimal)weight);
        return parts.Sum(part => part.Minor) == minor
            && (total == 0 || parts.Zip(weights).All(part => Math.Abs(part.First.Minor - (minor * (decimal)part.Second / total)) < 1));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_spread_gives_equal_weights_the_same_to_a_cent_and_the_first_the_more() => Prop.ForAll(Amounts, Gen.Choose(1, 50).ToArbitrary(), (minor, count) =>
    {
        var parts = new Money(minor).Spread([.. Enumerable.Repeat(1L, count)]);
        return parts.Zip(parts.Skip(1)).All(pair => pair.First >= pair.Second) && parts[0].Minor - parts[^1].Minor <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Net_and_included_tax_make_the_gross_and_tax_on_the_net_comes_to_the_same_within_a_cent() =>
        Prop.ForAll(Gen.Choose(0, 100_000_000).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (minor, ppm) =>
        {
            var (gross, rate) = (new Money(minor), new TaxRate(ppm));
            var tax = rate.IncludedIn(gross);
            var net = gross - tax;
            return tax >= Money.Zero && tax <= gross && Math.Abs((rate.OnTopOf(net) - tax).Minor) <= 1;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0.005", 1)]
    [InlineData("-0.005", -1)]
    [InlineData("0.004", 0)]
    [InlineData("2.675", 268)]
    public void Half_a_cent_goes_away_from_zero(string amount, long minor) =>
        Assert.Equal(minor, Money.Round(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)).Minor);

    [Fact]
    public void More_decimals_than_the_currency_has_are_refused()
    {
        Assert.Throws<FormatException>(() => Money.FromDecimal(1.005m));
        Assert.Throws<FormatException>(() => Money.FromDecimal(1e27m));
        Assert.Equal(1050, Money.FromDecimal(10.500m).Minor);
    }
}
