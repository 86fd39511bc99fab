using Store.Checkout.RefundRules;
using Store.Checkout.Rounding;
using Store.Checkout.Sales;

namespace Store.Checkout.Returns;

/// <summary>
/// How the worth of goods that come back is used up on the ticket that takes them. What is given back goes by the tenders that the store allows for what was paid; the rest of each
/// tender's money goes back on paper for the old sale and pays for the new one, so that both sales can still say what was paid by which tender.
/// </summary>
/// <param name="Payments">Refunds of the old sales, and what of them pays for the new goods.</param>
/// <param name="ToPay">What the customer still has to pay.</param>
/// <param name="GivenBack">What the customer gets.</param>
/// <param name="Rounding">By how much the coins given back differ from what is owed.</param>
/// <param name="Given">What is given back for each of the old sales; a refund through a provider stays whole.</param>
internal sealed record Exchange(
    IReadOnlyList<SalePayment> Payments, Money ToPay, Money GivenBack, Money Rounding, IReadOnlyList<(ReturnableSale Sale, IReadOnlyList<RecordReturn.Refund> Refunds)> Given)
{
    /// <param name="sold">What the new goods cost.</param>
    /// <param name="back">What comes back, by sale.</param>
    /// <param name="refunds">How the difference is given back.</param>
    /// <param name="policy">By which tenders the store gives money back.</param>
    /// <param name="saleOf">The sale that each refund through a provider belongs to.</param>
    /// <param name="cashRounding">How the store rounds cash.</param>
    /// <exception cref="RuleBroken"><c>refund.differs</c> or <c>refund.tender</c>.</exception>
    public static Exchange Of(
        Money sold, IReadOnlyList<SaleDue> back, IReadOnlyList<RecordReturn.Refund> refunds, RefundPolicy policy, IReadOnlyDictionary<long, long> saleOf, CashRounding cashRounding)
    {
        var returned = Money.Sum(back.Select(one => one.Due.Total));
        var (toPay, givenBack) = (Money.Max(sold - returned, Money.Zero), Money.Max(returned - sold, Money.Zero));
        var asked = Money.Sum(refunds.Select(refund => refund.Amount));
        if (asked != givenBack)
        {
            throw new RuleBroken("refund.differs", $"{givenBack} is to be given back, not {asked}.", new Dictionary<string, object?>
            {
                ["due"] = givenBack.ToDecimal(), ["given"] = asked.ToDecimal(),
            });
        }

        // One sale's refunds are held to the same rule as a return's; of several sales each is, with its part.
        var pots = back.Select(one => new Pots(one, policy)).ToList();
        foreach (var refund in refunds.OrderBy(refund => refund.RefundId is null))
            Give(refund, [.. pots.Where(pot => refund.RefundId is not { } id || saleOf.GetValueOrDefault(id) == pot.Sale.SaleId)]);
        var carried = pots.SelectMany(pot => pot.Carry()).ToList();
        var paidBack = pots.SelectMany(pot => pot.Given.Select(refund => new SalePayment(refund.Tender, -refund.Amount, -refund.Amount, refund.Reference, pot.Sale.SaleId))).ToList();
        var rounding = Money.Zero;
        if (back.Count == 1 && refunds.Count > 0)
        {
            var (coins, difference) = back[0].Sale.Cash(cashRounding).Settle(refunds);
            (paidBack, rounding) = ([.. coins.Select(payment => payment with { RefundsSaleId = back[0].Sale.SaleId })], difference);
        }

        return new Exchange(
            [.. paidBack, .. carried, .. carried.Select(one => one with { Amount = -one.Amount, Tendered = -one.Tendered, RefundsSaleId = null })], toPay, givenBack, rounding,
            [.. pots.Where(pot => pot.Given.Count > 0).Select(pot => (pot.Sale, (IReadOnlyList<RecordReturn.Refund>)pot.Given))]);
    }

    private static void Give(RecordReturn.Refund refund, IReadOnlyList<Pots> from)
    {
        var left = refund.Amount;
        foreach (var pot in from)
        {
            var part = Money.Min(left, pot.Most(refund.Tender));
            if (part <= Money.Zero)
                continue;
            pot.Given.Add(refund with { Amount = part });
            left -= part;
        }

        if (left > Money.Zero)
        {
            var most = refund.Amount - left;
            throw new RuleBroken("refund.tender", $"At most {most} can go back by {refund.Tender}.", new Dictionary<string, object?>
            {
                ["tender"] = refund.Tender, ["refundable"] = most.ToDecimal(),
            });
        }
    }

    /// <summary>What a sale's tenders can give back, as long as something is due from that sale.</summary>
    private sealed class Pots(SaleDue sale, RefundPolicy policy)
    {
        public ReturnableSale Sale => sale.Sale;

        public List<RecordReturn.Refund> Given { get; } = [];

        private Money Due => sale.Due.Total - Money.Sum(Given.Select(refund => refund.Amount));

        /// <summary>The most that may go back by a tender, after what has been given so far.</summary>
        public Money Most(string tender) => Money.Min(Due, policy.Most(Sale.Tenders, Given, tender));

        /// <summary>What is not given back pays for the new goods: each tender's money, the first ones first.</summary>
        public List<SalePayment> Carry()
        {
            var left = Due;
            var carried = new List<SalePayment>();
            foreach (var tender in Sale.Tenders)
            {
                var part = Money.Min(left, tender.Amount - Money.Sum(Given.Where(refund => refund.Tender == tender.Tender).Select(refund => refund.Amount)));
                if (part <= Money.Zero)
                    continue;
                left -= part;
                carried.Add(new SalePayment(tender.Tender, -part, -part, Reference: null, Sale.SaleId) { CarriedFrom = Sale.SaleId });
            }

            return left == Money.Zero ? carried : throw new RuleBroken("refund.tender", $"{left} more than was paid cannot go back.");
        }
    }
}
