using Store.Kernel.Events;
using Store.Kernel.Values;

namespace Store.Contracts.Loyalty;

/// <summary>
/// Points have been granted, used or lost other than by a sale: all that one movement did, at what the points are worth to pay with. What a sale does to points stands in
/// <see cref="Checkout.SaleCompleted"/>.
/// </summary>
/// <param name="DocumentId">The entry in the points ledger.</param>
/// <param name="StoreId">Where; 0 for the whole chain.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Points">By how many the chain owes more; fewer, when negative.</param>
public sealed record PointsMoved(long DocumentId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, long Points) : IEvent
{
    /// <summary>What was granted: earned, adjusted or for an activity; negative for what was taken back.</summary>
    public Money Earned { get; init; }

    /// <summary>What paid for a sale; negative for what was given back.</summary>
    public Money Used { get; init; }

    /// <summary>What nobody can use any more: it has expired, or was given for a level.</summary>
    public Money Expired { get; init; }

    /// <summary>What was swapped for gifts; the goods leave the stock as an adjustment of their own.</summary>
    public Money Swapped { get; init; }

    /// <summary>What is paid out to the member in money.</summary>
    public Money PaidOut { get; init; }

    /// <summary>
    /// By how much more is owed because points pay something else now, or because those of a ticket are worth more or less than what stands in its tenders: they are whole, and come
    /// back as many as they were.
    /// </summary>
    public Money Revalued { get; init; }
}
