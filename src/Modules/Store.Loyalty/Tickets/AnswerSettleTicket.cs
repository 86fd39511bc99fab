using Store.Contracts.Loyalty;
using Store.Loyalty.Coupons;
using Store.Loyalty.Points.Ledger;
using Store.Loyalty.Value;

namespace Store.Loyalty.Tickets;

/// <summary>Settles a ticket in the order in which each part needs the others: coupons are used up, value is taken, then points are spent and earned on what is left.</summary>
internal static class AnswerSettleTicket
{
    internal sealed class Handler(CouponBook coupons, ValueDesk value, PointsDesk points) : IRequestHandler<SettleTicket, TicketOutcome>
    {
        public async Task<TicketOutcome> Handle(SettleTicket request, CancellationToken cancellationToken)
        {
            await coupons.Settle(request, cancellationToken);
            var settled = await value.Settle(request, cancellationToken);
            if (Money.Sum(settled.Sold.Select(one => one.Amount)) != Money.Sum(request.Lines.Where(line => line.Value).Select(line => line.Total)))
                throw new RuleBroken("value.unknown_product", "It is not settled what this product sells: say whether it is a top-up, a gift card, a pass or a membership.");
            var outcome = await points.Settle(request, settled.Points, settled.BonusPaid, cancellationToken);
            return outcome with { ValueSold = settled.Sold, BonusUsed = settled.BonusUsed };
        }
    }
}
