using Store.Contracts.Loyalty;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>Stored value that ends: what is paid out leaves as other cash, as the movement of the drawer says it; what a member gives up is income.</summary>
internal sealed class PostEndedValue(JournalBook journal) : IEventHandler<ValueEnded>
{
    public Task Handle(IReadOnlyList<Recorded<ValueEnded>> events, CancellationToken cancellationToken) => journal.Post(events.Select(one =>
        new JournalEntry(one.EventId, one.Event.StoreId, one.Event.BusinessDate, one.Event.OccurredAt, JournalKind.Value, one.Event.EntryId)
            .Debit(Account.StoredValue, one.Event.PaidOut + one.Event.GivenUp).Credit(Account.OtherCash, one.Event.PaidOut).Credit(Account.OtherIncome, one.Event.GivenUp)), cancellationToken);
}
