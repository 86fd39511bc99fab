using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Loyalty;

/// <summary>What points would do if goods of a sale came back; changes nothing. Null where the sale moved none.</summary>
/// <param name="SaleId">The sale.</param>
/// <param name="Lines">How much of which line comes back.</param>
/// <param name="Refund">What of its money goes back as points.</param>
public sealed record QuotePointsBack(long SaleId, IReadOnlyDictionary<int, Quantity> Lines, Money Refund) : IRequest<PointsBack?>;

/// <param name="Given">Points that the member gets back for what they had paid.</param>
/// <param name="Taken">Points that the goods had earned and that are taken back.</param>
public sealed record PointsBack(long Given, long Taken);
