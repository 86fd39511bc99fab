using Store.Checkout.Returns;
using KnownTenders = Store.Contracts.Checkout.Tenders;

namespace Store.Checkout.RefundRules;

/// <summary>
/// By which tenders a store gives money back, for each tender that it was paid by. Where nothing is set it goes back the way it came. However it is set, all refunds
/// together never give more than was paid by tenders that they may be given for.
/// </summary>
internal sealed class RefundPolicy(IEnumerable<RefundRule> rules)
{
    public static readonly RefundPolicy SameTender = new([]);

    /// <summary>The tenders of the table.</summary>
    public static readonly IReadOnlyList<string> Tenders = [KnownTenders.Cash, KnownTenders.Card, KnownTenders.Wallet];

    private readonly ILookup<string, string> refundsByPaid = rules.ToLookup(rule => rule.PaidBy, rule => rule.RefundBy, StringComparer.Ordinal);

    public static async Task<RefundPolicy> Read(Db db, long storeId, CancellationToken cancellationToken) => new(await db.Query<RefundRule>("""
        SELECT PaidBy, RefundBy FROM checkout.RefundRules WHERE StoreId = @storeId ORDER BY PaidBy, RefundBy
        """, new { storeId }, cancellationToken));

    public bool May(string paidBy, string refundBy) => refundsByPaid.Contains(paidBy) ? refundsByPaid[paidBy].Contains(refundBy, StringComparer.Ordinal) : paidBy == refundBy;

    /// <summary>What each tender can give back by itself: the ones that were paid with first.</summary>
    public IReadOnlyList<TenderLeft> Refundable(IReadOnlyList<TenderLeft> left) => [.. left.Where(tender => tender.Amount > Money.Zero).Select(tender => tender.Tender)
        .Concat(Tenders).Distinct(StringComparer.Ordinal)
        .Select(tender => new TenderLeft(tender, Left(left, [tender])))
        .Where(tender => tender.Amount > Money.Zero)];

    /// <summary>
    /// The first tender that is asked for more than it may give back, with what it may; null when everything fits. Refunds fit when no group of them asks for more than was
    /// paid by the tenders that the group may be given for.
    /// </summary>
    public TenderLeft? FirstTooMuch(IReadOnlyList<TenderLeft> left, IReadOnlyList<TenderLeft> wanted)
    {
        if (wanted.FirstOrDefault(one => !Tenders.Contains(one.Tender, StringComparer.Ordinal) && left.All(paid => paid.Tender != one.Tender)) is { } unknown)
            return unknown with { Amount = Money.Zero };
        for (var group = 1; group < 1 << wanted.Count; group++)
        {
            var some = wanted.Where((_, index) => (group & (1 << index)) != 0).ToList();
            var atMost = Left(left, [.. some.Select(one => one.Tender)]);
            if (Money.Sum(some.Select(one => one.Amount)) > atMost)
                return new TenderLeft(some[^1].Tender, Money.Max(atMost - Money.Sum(some.SkipLast(1).Select(one => one.Amount)), Money.Zero));
        }

        return null;
    }

    /// <summary>The most that may still go back by a tender beside what has been given: as much as no group of refunds with it gives more than the group may be given for.</summary>
    public Money Most(IReadOnlyList<TenderLeft> left, IReadOnlyList<RecordReturn.Refund> given, string tender)
    {
        var others = given.Select(refund => refund.Tender).Where(other => other != tender).Distinct(StringComparer.Ordinal).ToList();
        return Enumerable.Range(0, 1 << others.Count)
            .Select(group => others.Where((_, index) => (group & (1 << index)) != 0).Append(tender).ToList())
            .Select(group => Left(left, group) - Money.Sum(given.Where(refund => group.Contains(refund.Tender, StringComparer.Ordinal)).Select(refund => refund.Amount)))
            .MinBy(most => most.Minor);
    }

    /// <summary>What is left of all that may go back by one of these tenders.</summary>
    private Money Left(IReadOnlyList<TenderLeft> left, IReadOnlyList<string> refundBy) =>
        Money.Max(Money.Sum(left.Where(paid => refundBy.Any(tender => May(paid.Tender, tender))).Select(paid => paid.Amount)), Money.Zero);
}

/// <param name="PaidBy">What was paid by this tender</param>
/// <param name="RefundBy">may go back by this one.</param>
internal sealed record RefundRule(string PaidBy, string RefundBy);
