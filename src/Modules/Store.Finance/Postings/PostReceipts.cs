using Store.Contracts.Inventory;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>Goods received: the inventory grows by what is owed for them.</summary>
internal sealed class PostReceipts(JournalBook journal) : IEventHandler<StockReceived>
{
    public Task Handle(IReadOnlyList<Recorded<StockReceived>> events, CancellationToken cancellationToken) => journal.Post(
        events.Select(one => new JournalEntry(one.EventId, one.Event.StoreId, one.Event.BusinessDate, one.Event.OccurredAt, JournalKind.Receipt, one.Event.DocumentId)
            .Debit(Account.Inventory, one.Event.Value).Credit(Account.Payable, one.Event.Value)), cancellationToken);
}
