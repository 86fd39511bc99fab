using Store.Kernel.Events;
using Store.Kernel.Values;

namespace Store.Contracts.Loyalty;

/// <summary>
/// Visits that had been paid for ahead were made, or can be made no more since the pass has expired; negative where one was entered by mistake and taken back.
/// </summary>
/// <param name="EntryId">The row of the pass's ledger.</param>
/// <param name="StoreId">Where the visit was; of those that expired, the store that had sold the pass.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Amount">Their share of what the pass had cost.</param>
public sealed record PassUsed(long EntryId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, Money Amount) : IEvent;
