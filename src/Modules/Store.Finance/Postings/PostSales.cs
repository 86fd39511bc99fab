using Store.Contracts.Checkout;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>
/// A sale: what was taken per tender against revenue, sold value, tax and cash rounding, and the cost of the goods against the inventory. Bonus that was spent is given by the
/// store and not owed; points that it earns are owed. A return is the mirror of it all.
/// </summary>
internal sealed class PostSales(JournalBook journal) : IEventHandler<SaleCompleted>
{
    public Task Handle(IReadOnlyList<Recorded<SaleCompleted>> events, CancellationToken cancellationToken) => journal.Post(events.Select(Entry), cancellationToken);

    private static JournalEntry Entry(Recorded<SaleCompleted> recorded)
    {
        var sale = recorded.Event;
        var entry = new JournalEntry(recorded.EventId, sale.StoreId, sale.BusinessDate, sale.OccurredAt, sale.IsReturn ? JournalKind.Return : JournalKind.Sale, sale.SaleId);
        foreach (var tender in sale.Tenders)
            entry.Debit(Account.OfTender(tender.Tender), tender.Amount);
        foreach (var value in sale.ValueSold)
            entry.Credit(Account.OfValue(value.Kind), value.Amount);
        return entry
            .Debit(Account.BonusGranted, sale.BonusUsed).Credit(Account.StoredValue, sale.BonusUsed)
            .Debit(Account.PointsGranted, sale.PointsGranted).Credit(Account.PointsOwed, sale.PointsGranted)
            .Credit(Account.Revenue, Money.Sum(sale.Taxes.Select(share => share.Net)) - Money.Sum(sale.ValueSold.Select(value => value.Amount)))
            .Credit(Account.TaxPayable, Money.Sum(sale.Taxes.Select(share => share.Tax)))
            .Credit(Account.CashRounding, sale.Rounding)
            .Debit(Account.CostOfGoodsSold, sale.Cost)
            .Credit(Account.Inventory, sale.Cost);
    }
}
