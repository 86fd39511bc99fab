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

/// <summary>Stored value is owed no more without anything having been bought with it. Bonus stands in no book, so nothing is said of it.</summary>
/// <param name="EntryId">The row of the ledger.</param>
/// <param name="StoreId">Where it was paid out; of what was given up, the store that had sold it.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="PaidOut">What the member got in money.</param>
/// <param name="GivenUp">What the member let go of.</param>
public sealed record ValueEnded(long EntryId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, Money PaidOut, Money GivenUp) : IEvent;
