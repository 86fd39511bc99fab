using Store.Contracts.Loyalty;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>What was sold ahead is earned as it is used: a membership by the days that pass, a pass by its visits.</summary>
internal sealed class PostSoldAhead(JournalBook journal) : IEventHandler<MembershipUsed>, IEventHandler<PassUsed>
{
    public Task Handle(IReadOnlyList<Recorded<MembershipUsed>> events, CancellationToken cancellationToken) => journal.Post(events.Select(one =>
        new JournalEntry(one.EventId, one.Event.StoreId, one.Event.BusinessDate, one.Event.OccurredAt, JournalKind.Membership, one.Event.EntryId)
            .Debit(Account.Memberships, one.Event.Amount).Credit(Account.MembershipFees, one.Event.Amount)), cancellationToken);

    public Task Handle(IReadOnlyList<Recorded<PassUsed>> events, CancellationToken cancellationToken) => journal.Post(events.Where(one => one.Event.Amount != Money.Zero).Select(one =>
        new JournalEntry(one.EventId, one.Event.StoreId, one.Event.BusinessDate, one.Event.OccurredAt, JournalKind.Pass, one.Event.EntryId)
            .Debit(Account.SoldAhead, one.Event.Amount).Credit(Account.PassesUsed, one.Event.Amount)), cancellationToken);
}
