namespace Store.Checkout.Watch;

/// <summary>A cashier's score in a shift, with the sum that it is.</summary>
internal sealed record WatchScore(long ShiftId, long CashierId, string CashierName, int Score, IReadOnlyList<WatchSum> Sum)
{
    /// <summary>The scores of the cashiers of some shifts, greatest first within a shift.</summary>
    public static IReadOnlyList<WatchScore> Of(IEnumerable<WatchFact> facts) =>
    [
        .. facts.GroupBy(fact => (fact.ShiftId, fact.CashierId)).Select(cashier =>
        {
            var sum = cashier.GroupBy(fact => fact.Kind, StringComparer.Ordinal)
                .Select(kind => new WatchSum(kind.Key, kind.Count(), WatchWeights.Of(kind.Key), kind.Count() * WatchWeights.Of(kind.Key), Money.Sum(kind.Select(fact => fact.Amount))))
                .OrderByDescending(part => part.Points).ThenBy(part => part.Kind, StringComparer.Ordinal).ToList();
            return new WatchScore(cashier.Key.ShiftId, cashier.Key.CashierId, cashier.First().CashierName, sum.Sum(part => part.Points), sum);
        }).OrderByDescending(score => score.ShiftId).ThenByDescending(score => score.Score).ThenBy(score => score.CashierId),
    ];
}

/// <param name="Kind">What.</param>
/// <param name="Facts">How often.</param>
/// <param name="Weight">What one counts.</param>
/// <param name="Points">How often times what one counts.</param>
/// <param name="Amount">What they were about together.</param>
internal sealed record WatchSum(string Kind, int Facts, int Weight, int Points, Money Amount);
