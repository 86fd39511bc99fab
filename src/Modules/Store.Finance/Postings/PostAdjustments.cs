using Store.Contracts.Inventory;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>Stock put right by hand: a gain adds to the inventory, a loss takes from it.</summary>
internal sealed class PostAdjustments(JournalBook journal) : IEventHandler<StockAdjusted>
{
    public Task Handle(IReadOnlyList<Recorded<StockAdjusted>> events, CancellationToken cancellationToken) => journal.Post(
        events.Select(one => new JournalEntry(one.EventId, one.Event.StoreId, one.Event.BusinessDate, one.Event.OccurredAt, JournalKind.Adjustment, one.Event.DocumentId)
            .Debit(Account.Inventory, one.Event.Value).Credit(Account.StockGainLoss, one.Event.Value)), cancellationToken);
}
