using Store.Contracts.Loyalty;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Tickets;

/// <summary>Settles a ticket in the order in which each part needs the others: coupons are used up, value is taken, then points are spent and earned on what is left.</summary>
internal static class AnswerSettleTicket
{
    internal sealed class Handler(PointsDesk points) : IRequestHandler<SettleTicket, TicketOutcome>
    {
        public async Task<TicketOutcome> Handle(SettleTicket request, CancellationToken cancellationToken) => await points.Settle(request, cancellationToken);
    }
}
