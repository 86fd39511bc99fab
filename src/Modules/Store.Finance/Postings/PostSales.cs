using Store.Contracts.Checkout;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>A sale: what was taken per tender against revenue, tax and cash rounding, and the cost of the goods against the inventory. A return is its mirror.</summary>
internal sealed class PostSales(JournalBook journal) : IEventHandler<SaleCompleted>
{
    public Task Handle(IReadOnlyList<Recorded<SaleCompleted>> events, CancellationToken cancellationToken) => journal.Post(events.Select(Entry), cancellationToken);

    private static JournalEntry Entry(Recorded<SaleCompleted> recorded)
    {
        var sale = recorded.Event;
        var entry = new JournalEntry(recorded.EventId, sale.StoreId, sale.BusinessDate, sale.OccurredAt, sale.IsReturn ? JournalKind.Return : JournalKind.Sale, sale.SaleId);
        foreach (var tender in sale.Tenders)
            entry.Debit(Account.OfTender(tender.Tender), tender.Amount);
        return entry
            .Credit(Account.Revenue, Money.Sum(sale.Taxes.Select(share => share.Net)))
            .Credit(Account.TaxPayable, Money.Sum(sale.Taxes.Select(share => share.Tax)))
            .Credit(Account.CashRounding, sale.Rounding)
            .Debit(Account.CostOfGoodsSold, sale.Cost)
            .Credit(Account.Inventory, sale.Cost);
    }
}
