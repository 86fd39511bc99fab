using Store.Checkout.Sales;

namespace Store.Checkout.Returns;

/// <summary>
/// How the worth of goods that come back is used up on the ticket that takes them. Each tender's money goes back on paper for the old sale and pays for the new one,
/// so that both sales can still say what was paid by which tender, and only the rest changes hands.
/// </summary>
/// <param name="Payments">Refunds of the old sales, and what of them pays for the new goods.</param>
/// <param name="ToPay">What the customer still has to pay.</param>
/// <param name="GivenBack">What the customer gets.</param>
internal sealed record Exchange(IReadOnlyList<SalePayment> Payments, Money ToPay, Money GivenBack)
{
    /// <exception cref="RuleBroken"><c>refund.differs</c> or <c>refund.tender</c>.</exception>
    public static Exchange Of(Money sold, IReadOnlyList<SaleDue> back, IReadOnlyList<RecordReturn.Refund> refunds)
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

        var pots = back.SelectMany(Pot.Of).ToList();
        var paidBack = refunds.SelectMany(refund => Take(pots.Where(pot => pot.Tender == refund.Tender), refund.Amount, refund.Tender, refund.Reference)).ToList();
        var carried = Take(pots, returned - givenBack, tender: null, reference: null).ToList();
        return new Exchange([.. paidBack, .. carried, .. carried.Select(one => one with { Amount = -one.Amount, Tendered = -one.Tendered, RefundsSaleId = null })], toPay, givenBack);
    }

    private static List<SalePayment> Take(IEnumerable<Pot> pots, Money amount, string? tender, string? reference)
    {
        var taken = new List<SalePayment>();
        foreach (var pot in pots)
        {
            var part = Money.Min(amount, pot.Left);
            if (part <= Money.Zero)
                continue;
            pot.Take(part);
            amount -= part;
            taken.Add(new SalePayment(pot.Tender, -part, -part, reference, pot.SaleId));
        }

        return amount == Money.Zero
            ? taken
            : throw new RuleBroken("refund.tender", $"{amount} more than was paid cannot go back by {tender ?? "any tender"}.", new Dictionary<string, object?> { ["tender"] = tender });
    }

    /// <summary>What a sale's tender can give back, as long as something is due from that sale.</summary>
    private sealed class Pot(long saleId, string tender, Money paid, Pot.Due due)
    {
        private Money paid = paid;

        public long SaleId => saleId;

        public string Tender => tender;

        public Money Left => Money.Min(paid, due.Left);

        public static List<Pot> Of(SaleDue sale)
        {
            var due = new Due { Left = sale.Due.Total };
            return sale.Sale.Tenders.Where(tender => tender.Amount > Money.Zero).Select(tender => new Pot(sale.Sale.SaleId, tender.Tender, tender.Amount, due)).ToList();
        }

        public void Take(Money amount)
        {
            paid -= amount;
            due.Left -= amount;
        }

        internal sealed class Due
        {
            public Money Left { get; set; }
        }
    }
}
