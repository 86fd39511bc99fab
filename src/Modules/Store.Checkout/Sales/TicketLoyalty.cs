using Store.Contracts.Checkout;
using Store.Contracts.Loyalty;

namespace Store.Checkout.Sales;

/// <summary>Has points, stored value, cards and coupons of a ticket settled with it, in its transaction. A ticket that has nothing to do with them costs nothing.</summary>
internal sealed class TicketLoyalty(IMediator mediator)
{
    private const int DigitsShown = 4;

    public Task<TicketOutcome> Settle(Sale sale, CancellationToken cancellationToken)
    {
        var carries = sale.Register.CouponsFrom is { } from && Money.Sum(sale.Lines.Where(line => line.Quantity > Quantity.Zero && !line.IsValue).Select(line => line.Total)) >= from;
        if (!carries && sale.MemberId is null && sale.Coupons.Count == 0 && !sale.Lines.Any(line => line.IsValue || line.OriginalSaleId is not null) && !sale.Payments.Any(payment => IsOfBalance(payment.Tender)))
            return Task.FromResult(TicketOutcome.None);
        return mediator.Send(new SettleTicket(
            sale.StoreId, sale.SaleId, sale.MemberId, sale.Customer.LevelId, sale.Customer.GroupIds, sale.BusinessDate, sale.OccurredAt, sale.LocalTime,
            [.. sale.Lines.Where(line => line.Quantity != Quantity.Zero || line.IsValue).Select(Loyal)],
            [.. sale.Payments.Select((payment, index) => new LoyalPayment(index + 1, payment.Tender, payment.Amount, payment.Reference, payment.RefundsSaleId, payment.HoldId, payment.CarriedFrom))],
            sale.Coupons)
        { CouponDiscounts = sale.CouponDiscounts, Cards = sale.Customer.Cards, CarriesCoupons = carries }, cancellationToken);
    }

    private static LoyalLine Loyal(SaleLine line)
    {
        var loyal = new LoyalLine(
            line.LineNumber, line.ProductId, line.CategoryId, line.Quantity, line.Total, line.IsDeposit || line.IsValue, line.IsValue, line.CardCode, line.OriginalSaleId, line.OriginalLineNumber);
        return line.Discounts.Count == 0 ? loyal : loyal with
        {
            Credit = Money.Sum(line.Discounts.Where(discount => discount.Kind == LineDiscount.Upgrade).Select(discount => discount.Amount)),
            Promotions = line.OriginalSaleId is null ? [] : [.. line.Discounts.Where(discount => discount.PromotionId is not null).Select(discount => new PromotionShare(discount.PromotionId!.Value, discount.Amount))],
        };
    }

    /// <summary>Whoever has a gift card's code has its money: of it only the end is kept with the sale.</summary>
    public static SalePayment WithoutCode(SalePayment payment) => payment is { Tender: Tenders.GiftCard, Reference: { Length: > DigitsShown } code }
        ? payment with { Reference = $"****{code[^DigitsShown..]}" }
        : payment;

    private static bool IsOfBalance(string tender) => Tenders.OfBalances.Contains(tender, StringComparer.Ordinal);
}
