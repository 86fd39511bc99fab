using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Inventory;

/// <summary>
/// Moves goods in or out of a store in the caller's transaction and answers with the value of each move, in order: negative for goods that leave, at moving average
/// cost. Refused as <c>stock.insufficient</c> where the store or the item may not go below zero.
/// </summary>
/// <param name="StoreId">The store.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Moves">What moves; may belong to several documents.</param>
/// <param name="MayGoNegative">True where the policy does not apply, as for history taken over from another system.</param>
public sealed record MoveStock(long StoreId, DateOnly BusinessDate, DateTime OccurredAt, IReadOnlyList<StockMove> Moves, bool MayGoNegative = false)
    : IRequest<IReadOnlyList<Money>>;

/// <param name="Kind">Why.</param>
/// <param name="ProductId">What.</param>
/// <param name="Quantity">In base units: negative leaves the store.</param>
/// <param name="DocumentId">The sale, receipt or adjustment.</param>
/// <param name="Value">The value at which goods come in: what the purchase cost, or what the sale took out; null: at moving average.</param>
/// <param name="Reason">Why, in words, for adjustments.</param>
/// <param name="When">Its own day and time where one request moves the goods of many documents; null: the request's.</param>
public sealed record StockMove(
    StockMoveKind Kind, long ProductId, Quantity Quantity, long DocumentId, Money? Value = null, string? Reason = null, StockMoveTime? When = null);

/// <param name="BusinessDate">The day whose books a move belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
public sealed record StockMoveTime(DateOnly BusinessDate, DateTime OccurredAt);

public enum StockMoveKind
{
    Sale,
    Return,
    Receive,
    Adjust,

    /// <summary>No goods move; the value of stock that was sold before it had a cost is put right.</summary>
    Revalue,

    /// <summary>Packs were opened: they leave, and what was in them comes in at the same value.</summary>
    BreakBulk,
}
