using Store.Contracts.Checkout;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>What was rung up under the wrong tender moves to the account of the right one.</summary>
internal sealed class PostTenderCorrections(JournalBook journal) : IEventHandler<TenderCorrected>
{
    public Task Handle(IReadOnlyList<Recorded<TenderCorrected>> events, CancellationToken cancellationToken) => journal.Post(events.Select(one =>
        new JournalEntry(one.EventId, one.Event.StoreId, one.Event.BusinessDate, one.Event.OccurredAt, JournalKind.TenderCorrection, one.Event.CorrectionId)
            .Debit(Account.OfTender(one.Event.To), one.Event.Amount).Credit(Account.OfTender(one.Event.From), one.Event.Amount)), cancellationToken);
}
