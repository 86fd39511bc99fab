using Store.Contracts.Checkout;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>A closed shift: what the drawer held over or short of what it should. A drawer that is right makes no entry.</summary>
internal sealed class PostClosedShifts(JournalBook journal) : IEventHandler<ShiftClosed>
{
    public Task Handle(IReadOnlyList<Recorded<ShiftClosed>> events, CancellationToken cancellationToken) => journal.Post(
        events.Select(one => new JournalEntry(one.EventId, one.Event.StoreId, one.Event.BusinessDate, one.Event.OccurredAt, JournalKind.ShiftClosed, one.Event.ShiftId)
            .Debit(Account.Cash, one.Event.OverShort).Credit(Account.CashOverShort, one.Event.OverShort)
            .Debit(Account.ForeignCash, one.Event.ForeignOverShort).Credit(Account.CashOverShort, one.Event.ForeignOverShort)), cancellationToken);
}
