using Store.Contracts.Checkout;
using Store.Finance.Accounts;
using Store.Finance.Journal;

namespace Store.Finance.Postings;

/// <summary>A sale: what was taken per tender against revenue and tax, and the cost of the goods against the inventory. A return is its mirror.</summary>
internal sealed class PostSales(JournalBook journal) : IEventHandler<SaleCompleted>
{
    public Task Handle(IReadOnlyList<Recorded<SaleCompleted>> events, CancellationToken cancellationToken) => journal.Post(events.Select(Entry), cancellationToken);

    private static JournalEntry Entry(Recorded<SaleCompleted> recorded)
    {
        var sale = recorded.Event;
        var entry = new JournalEntry(recorded.EventId, sale.StoreId, sale.BusinessDate, sale.OccurredAt, sale.IsReturn ? JournalKind.Return : JournalKind.Sale, sale.SaleId);
        foreach (var tender in sale.Tenders)
            entry.Debit(AccountOf(tender.Tender), tender.Amount);
        return entry
            .Credit(Account.Revenue, Money.Sum(sale.Taxes.Select(share => share.Net)))
            .Credit(Account.TaxPayable, Money.Sum(sale.Taxes.Select(share => share.Tax)))
            .Debit(Account.CostOfGoodsSold, sale.Cost)
            .Credit(Account.Inventory, sale.Cost);
    }

    internal static string AccountOf(string tender) => tender switch
    {
        Tenders.Cash => Account.Cash,
        Tenders.Card => Account.CardClearing,
        Tenders.Wallet => Account.WalletClearing,
        Tenders.Deposit => Account.CustomerDeposits,
        Tenders.Imported => Account.ImportedClearing,
        _ => throw new InvalidOperationException($"The tender {tender} has no account."),
    };
}
