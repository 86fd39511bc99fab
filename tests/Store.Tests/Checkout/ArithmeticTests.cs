using FsCheck;
using FsCheck.Fluent;
using Store.Checkout.Returns;
using Store.Checkout.Sales;
using Store.Kernel.Http;

namespace Store.Tests.Checkout;

public sealed class ArithmeticTests
{
    [Fact]
    public void Any_order_of_partial_returns_ends_at_exactly_zero() => Prop.ForAll(
        Gen.Choose(1, 3_000_000).ToArbitrary(), Gen.Choose(1, 200_000).ToArbitrary(), Gen.Choose(1, 60_000).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary(), (total, tax, steps) =>
        {
            var sold = steps.Sum(step => (long)step);
            var line = new ReturnableLine(
                1, 1, "P", "商品", null, "件", new Quantity(sold), Quantity.Zero, new Money(1), 1, new Money(total), new Money(Math.Min(tax, total)), "VAT", new TaxRate(130_000), new Money(total / 2));
            var (money, taxes, cost) = (Money.Zero, Money.Zero, Money.Zero);
            foreach (var step in steps)
            {
                var part = new ReturnPart(line, new Quantity(step));
                (money, taxes, cost) = (money + part.Total, taxes + part.Tax, cost + part.Cost);
                if (part.Total < Money.Zero || part.Tax < Money.Zero)
                    return false;
                line = line with { Returned = line.Returned + new Quantity(step) };
            }

            return money == line.Total && taxes == line.Tax && cost == line.Cost && line.Returnable == Quantity.Zero;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_kept_of_the_payments_is_what_is_due_and_change_is_cash() => Prop.ForAll(
        Gen.Choose(0, 100_000).ToArbitrary(), Gen.Elements("Cash", "Card", "Wallet").Zip(Gen.Choose(1, 60_000)).ArrayOf().ToArbitrary(), (due, handedOver) =>
        {
            var payments = handedOver.Select(one => new CompleteSale.Payment(one.Item1, new Money(one.Item2), null)).ToList();
            try
            {
                var settled = Settlement.Of(new Money(due), payments);
                var cash = settled.Payments.Where(payment => payment.Tender == "Cash").Sum(payment => payment.Tendered.Minor);
                return settled.Payments.Sum(payment => payment.Amount.Minor) == due
                    && settled.Change.Minor == payments.Sum(payment => payment.Amount.Minor) - due
                    && settled.Change.Minor <= cash
                    && settled.Payments.All(payment => payment.Amount > Money.Zero && (payment.Tender == "Cash" || payment.Amount == payment.Tendered));
            }
            catch (RuleBroken refused)
            {
                var paid = payments.Sum(payment => payment.Amount.Minor);
                return refused.Code == (paid < due ? "payment.short" : "payment.over") && paid != due;
            }
        }).QuickCheckThrowOnFailure();
}
