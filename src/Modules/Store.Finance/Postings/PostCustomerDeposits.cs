using Store.Contracts.Checkout;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>Money that customers pay ahead: what was taken per tender is owed to them until the sale, the refund or the fee. The sale's own entry uses it up.</summary>
internal sealed class PostCustomerDeposits(JournalBook journal) : IEventHandler<CustomerDepositMoved>
{
    public Task Handle(IReadOnlyList<Recorded<CustomerDepositMoved>> events, CancellationToken cancellationToken) => journal.Post(events.Select(Entry), cancellationToken);

    private static JournalEntry Entry(Recorded<CustomerDepositMoved> recorded)
    {
        var moved = recorded.Event;
        var entry = new JournalEntry(recorded.EventId, moved.StoreId, moved.BusinessDate, moved.OccurredAt, JournalKind.Deposit, moved.DocumentId);
        foreach (var tender in moved.Tenders)
            entry.Debit(Account.OfTender(tender.Tender), tender.Amount);
        return entry.Credit(Account.CustomerDeposits, Money.Sum(moved.Tenders.Select(tender => tender.Amount)) - moved.Fee).Credit(Account.CancellationFees, moved.Fee);
    }
}
