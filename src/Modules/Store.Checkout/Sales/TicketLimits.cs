using Store.Contracts.Access;

namespace Store.Checkout.Sales;

/// <summary>Holds what a cashier does to prices by hand to their limits; what goes beyond needs someone else's approval, whose name is kept on the lines concerned.</summary>
internal sealed class TicketLimits(IMediator mediator)
{
    /// <param name="storeId">The store.</param>
    /// <param name="ticket">The priced ticket.</param>
    /// <param name="offTheTicket">The discount by hand on the whole ticket, if any.</param>
    /// <param name="subject">The sale, in words to look up.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lines to record, with the names of those who approved.</returns>
    public async Task<IReadOnlyList<SaleLine>> Check(long storeId, PricedTicket ticket, ManualDiscount? offTheTicket, string subject, CancellationToken cancellationToken)
    {
        var discount = await Require(storeId, Limits.DiscountPercent, DiscountPercent(ticket, offTheTicket), subject, cancellationToken);
        var price = await Require(storeId, Limits.PriceCutPercent, ticket.Lines.Where(line => line.IsOverridden).Max(PriceCutPercent), subject, cancellationToken);
        var floor = await Require(storeId, Limits.BelowFloorPercent, ticket.Lines.Where(line => line.IsOverridden || line.Discounts.Any(one => one.IsByHand)).Max(BelowFloorPercent), subject, cancellationToken);
        if (discount is null && price is null && floor is null)
            return ticket.SaleLines;

        return [.. ticket.SaleLines.Select(line => line with
        {
            PriceApproverId = line.PriceReason is null ? null : (price ?? floor)?.UserId,
            PriceApproverName = line.PriceReason is null ? null : (price ?? floor)?.Name,
            Discounts = [.. line.Discounts.Select(one => one.IsByHand
                ? one with { ApproverId = (discount ?? floor)?.UserId, ApproverName = (discount ?? floor)?.Name }
                : one)],
        })];
    }

    private async Task<Approver?> Require(long storeId, string limit, decimal? value, string subject, CancellationToken cancellationToken) => value is > 0
        ? await mediator.Send(new RequireLimit(storeId, limit, decimal.Ceiling(value.Value * 100) / 100, subject), cancellationToken)
        : null;

    /// <summary>The greatest part of what was left after promotions that hands take off one line, by what was keyed in: the rounding of a cent is nobody's discount.</summary>
    private static decimal? DiscountPercent(PricedTicket ticket, ManualDiscount? offTheTicket)
    {
        var ofTicket = offTheTicket is null ? 0 : PartOf(offTheTicket, Money.Sum(ticket.Lines.Where(line => line.TakesDiscount).Select(line => line.Amount + ByHandOnTicket(line))));
        return ticket.Lines.Where(line => line.TakesDiscount).Max(line =>
        {
            var ofLine = line.Asked.Discount is { } discount ? PartOf(discount, line.Gross - Money.Sum(line.Discounts.Where(one => !one.IsByHand).Select(one => one.Amount))) : 0;
            return (decimal?)((ofLine + (ofTicket * (1 - ofLine))) * 100);
        });
    }

    private static Money ByHandOnTicket(PricedLine line) =>
        Money.Sum(line.Discounts.Where(one => one.Kind == LineDiscount.ByHandOnTicket).Select(one => one.Amount));

    private static decimal PartOf(ManualDiscount discount, Money of) =>
        discount.Percent is { } percent ? percent / 100 : of == Money.Zero ? 0 : (decimal)discount.Amount!.Value.Minor / of.Minor;

    private static decimal? PriceCutPercent(PricedLine line) => line.Product.Price == Money.Zero
        ? 100
        : (decimal)(line.Product.Price - line.UnitPrice).Abs().Minor / line.Product.Price.Minor * 100;

    private static decimal? BelowFloorPercent(PricedLine line)
    {
        if (line.Product.Floor is not { } floor || floor == Money.Zero)
            return null;
        var lowest = Money.Of(floor, line.Asked.Quantity);
        return line.Amount >= lowest || lowest == Money.Zero ? null : (decimal)(lowest - line.Amount).Minor / lowest.Minor * 100;
    }
}
