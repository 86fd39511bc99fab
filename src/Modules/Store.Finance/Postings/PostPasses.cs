using Store.Contracts.Loyalty;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>Visits made on a pass, or lost with it: what was owed for them is revenue of the store in which that happened.</summary>
internal sealed class PostPasses(JournalBook journal) : IEventHandler<PassUsed>
{
    public Task Handle(IReadOnlyList<Recorded<PassUsed>> events, CancellationToken cancellationToken) => journal.Post(
        events.Select(one => new JournalEntry(one.EventId, one.Event.StoreId, one.Event.BusinessDate, one.Event.OccurredAt, JournalKind.Pass, one.Event.EntryId)
            .Debit(Account.SoldAhead, one.Event.Amount).Credit(Account.PassRevenue, one.Event.Amount)), cancellationToken);
}
