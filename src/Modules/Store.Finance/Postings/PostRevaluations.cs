using Store.Contracts.Inventory;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>Stock revalued because goods had been sold before their cost was known: what the inventory loses is cost of the goods sold.</summary>
internal sealed class PostRevaluations(JournalBook journal) : IEventHandler<StockRevalued>
{
    public Task Handle(IReadOnlyList<Recorded<StockRevalued>> events, CancellationToken cancellationToken) => journal.Post(
        events.Select(one => new JournalEntry(one.EventId, one.Event.StoreId, one.Event.BusinessDate, one.Event.OccurredAt, JournalKind.Revaluation, one.Event.DocumentId)
            .Debit(Account.Inventory, one.Event.Value).Credit(Account.CostOfGoodsSold, one.Event.Value)), cancellationToken);
}
