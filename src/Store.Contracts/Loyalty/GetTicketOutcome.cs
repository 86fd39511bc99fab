using MediatR;

namespace Store.Contracts.Loyalty;

/// <summary>What a sale came to for its member's points, for the receipt; null where it had no member.</summary>
public sealed record GetTicketOutcome(long SaleId) : IRequest<TicketOutcome?>;
