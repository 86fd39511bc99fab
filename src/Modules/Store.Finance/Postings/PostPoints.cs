using Store.Contracts.Loyalty;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>
/// Points are owed from the moment they are granted until they are used or expire. What a sale earns and what pays for it is posted with the sale; gifts leave the stock as an adjustment, which
/// their points make up for; what is paid out leaves the drawer as other cash. When points pay another amount from now on, all that are outstanding are owed at that.
/// </summary>
internal sealed class PostPoints(JournalBook journal) : IEventHandler<PointsMoved>
{
    public Task Handle(IReadOnlyList<Recorded<PointsMoved>> events, CancellationToken cancellationToken) =>
        journal.Post(events.Select(Entry).Where(entry => entry.Lines.Any()), cancellationToken);

    private static JournalEntry Entry(Recorded<PointsMoved> recorded)
    {
        var moved = recorded.Event;
        return new JournalEntry(recorded.EventId, moved.StoreId, moved.BusinessDate, moved.OccurredAt, JournalKind.Points, moved.DocumentId)
            .Debit(Account.PointsGranted, moved.Earned - moved.Expired + moved.Revalued)
            .Credit(Account.PointsOwed, moved.Earned - moved.Expired + moved.Revalued - moved.Swapped - moved.PaidOut)
            .Credit(Account.StockGainLoss, moved.Swapped)
            .Credit(Account.OtherCash, moved.PaidOut);
    }
}
