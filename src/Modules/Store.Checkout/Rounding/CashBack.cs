using Store.Checkout.Returns;
using Store.Checkout.Sales;
using Store.Contracts.Checkout;

namespace Store.Checkout.Rounding;

/// <summary>
/// Cash given back for one sale. What each return's rounding left over is carried to the next, so that however the goods come back, in the end the cash that was
/// paid has been given back, and never more of it.
/// </summary>
/// <param name="Rounding">How the store rounds.</param>
/// <param name="Kept">Cash paid for the sale less what has been given back.</param>
/// <param name="Owed">The same before rounding: what the goods that are left were worth in cash.</param>
/// <param name="Carried">By how much returns before were rounded: positive where less was given than was owed.</param>
internal sealed record CashBack(CashRounding Rounding, Money Kept, Money Owed, Money Carried)
{
    /// <summary>The coins to give for what is owed in cash.</summary>
    public Money Give(Money owed)
    {
        if (owed == Owed)
            return Rounding.Round(Money.Max(Kept, Money.Zero));
        var coins = Rounding.Round(Money.Max(owed + Carried, Money.Zero));
        return owed < Owed ? Money.Min(coins, Rounding.Round(Money.Max(Kept, Money.Zero))) : coins;
    }

    /// <summary>The payments of a return, and its rounding. Refunds name what is owed by each tender; of the cash the coins are given.</summary>
    public (IReadOnlyList<SalePayment> Payments, Money Rounding) Settle(IReadOnlyList<RecordReturn.Refund> refunds)
    {
        var owed = Money.Sum(refunds.Where(refund => refund.Tender == Tenders.Cash).Select(refund => refund.Amount));
        if (owed == Money.Zero)
            return ([.. refunds.Select(refund => Back(refund, refund.Amount))], Money.Zero);

        var given = Give(owed);
        var left = given;
        var payments = new List<SalePayment>(refunds.Count);
        foreach (var refund in refunds)
        {
            // One line of the cash carries the rounding: the last one, as several are rare and the sum counts.
            var isLastCash = refund.Tender == Tenders.Cash && ReferenceEquals(refund, refunds.Last(one => one.Tender == Tenders.Cash));
            var amount = refund.Tender != Tenders.Cash ? refund.Amount : isLastCash ? left : Money.Min(refund.Amount, left);
            if (refund.Tender == Tenders.Cash)
                left -= amount;
            payments.Add(Back(refund, amount));
        }

        return (payments, owed - given);
    }

    private static SalePayment Back(RecordReturn.Refund refund, Money amount) => new(refund.Tender, -amount, -amount, refund.Reference);
}
