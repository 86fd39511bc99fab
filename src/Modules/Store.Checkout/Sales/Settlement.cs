using Store.Checkout.Rounding;
using Store.Contracts.Checkout;

namespace Store.Checkout.Sales;

/// <summary>
/// How what is due is covered by what was handed over. Only cash gives change, and never more than the cash itself; only what is left for cash is rounded. Foreign notes
/// are kept whole: their change goes out as cash of the store's own currency.
/// </summary>
/// <param name="Payments">What is kept of each; they add up to what is due and the rounding. Less than zero for the change of foreign notes.</param>
/// <param name="Change">What goes back in cash.</param>
/// <param name="Rounding">What the customer pays more than is due (less, when negative), for want of smaller coins.</param>
internal sealed record Settlement(IReadOnlyList<SalePayment> Payments, Money Change, Money Rounding)
{
    /// <param name="due">What is to be paid.</param>
    /// <param name="handedOver">What was.</param>
    /// <param name="cashRounding">How the store rounds cash.</param>
    /// <param name="stored">What of the change the member has stored: it stays in the drawer.</param>
    /// <exception cref="RuleBroken"><c>payment.short</c> or <c>payment.over</c>, with both figures; <c>change.less</c> where less change is due than is to be stored.</exception>
    public static Settlement Of(Money due, IReadOnlyList<CompleteSale.Payment> handedOver, CashRounding? cashRounding = null, Money stored = default)
    {
        var rounding = RoundingOf(due, handedOver, cashRounding ?? CashRounding.None);
        due += rounding;
        var paid = Money.Sum(handedOver.Select(payment => payment.Amount));
        if (paid < due)
            throw new RuleBroken("payment.short", $"{due} is due, {paid} was paid.", Figures(due, paid));

        var change = paid - due;
        var payments = Kept(due, paid, handedOver, change);
        if (stored == Money.Zero)
            return new Settlement(payments, change, rounding);
        if (stored > change)
            throw new RuleBroken("change.less", $"{change} is the change, not {stored}.", new Dictionary<string, object?> { ["change"] = change.ToDecimal() });
        return new Settlement([.. Kept(due, paid, handedOver, change - stored), new SalePayment(Tenders.StoredChange, -stored, Money.Zero, Reference: null)], change - stored, rounding);
    }

    /// <summary>What is kept of each payment when so much goes back in cash.</summary>
    private static List<SalePayment> Kept(Money due, Money paid, IReadOnlyList<CompleteSale.Payment> handedOver, Money left)
    {
        var payments = new List<SalePayment>(handedOver.Count);
        foreach (var payment in handedOver)
        {
            var back = payment.Tender == Tenders.Cash ? Money.Min(left, payment.Amount) : Money.Zero;
            left -= back;
            payments.Add(new SalePayment(payment.Tender, payment.Amount - back, payment.Amount, payment.Reference) { Foreign = payment.Foreign, HoldId = payment.HoldId });
        }

        // A payment that comes back whole was not needed; a card cannot be given back as change.
        var foreign = payments.FindAll(payment => payment.Foreign is not null);
        var outOfDrawer = foreign.Count > 0 && foreign.TrueForAll(payment => payment.Amount > left) ? left : Money.Zero;
        if (left > outOfDrawer || payments.Exists(payment => payment.Amount == Money.Zero))
            throw new RuleBroken("payment.over", $"{due} is due, {paid} was paid; only cash gives change.", Figures(due, paid));
        if (outOfDrawer > Money.Zero)
            payments.Add(new SalePayment(Tenders.Cash, -outOfDrawer, Money.Zero, Reference: null));
        return payments;
    }

    private static Money RoundingOf(Money due, IReadOnlyList<CompleteSale.Payment> handedOver, CashRounding rounding)
    {
        var inCash = due - Money.Sum(handedOver.Where(payment => payment.Tender != Tenders.Cash).Select(payment => payment.Amount));
        if (handedOver.Any(payment => payment.Foreign is not null))
            return rounding.RoundEitherWay(inCash) - inCash;
        return handedOver.Any(payment => payment.Tender == Tenders.Cash) ? rounding.Due(inCash) - inCash : Money.Zero;
    }

    private static Dictionary<string, object?> Figures(Money due, Money paid) => new() { ["due"] = due.ToDecimal(), ["paid"] = paid.ToDecimal() };
}
