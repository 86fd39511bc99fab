using Store.Contracts.Checkout;

namespace Store.Members.Purchases;

/// <summary>A member has bought something or brought it back: their facts follow, and with them their level. Value that was only stored counts when it is spent.</summary>
internal sealed class CountPurchases(PurchaseBook book) : IEventHandler<SaleCompleted>
{
    public Task Handle(IReadOnlyList<Recorded<SaleCompleted>> events, CancellationToken cancellationToken) => book.Count(
    [
        .. events.Select(one => one.Event).Where(sale => sale.MemberId is not null)
            .Select(sale => new MemberSale(sale.SaleId, sale.MemberId!.Value, sale.IsReturn, sale.BusinessDate, sale.Total - Money.Sum(sale.ValueSold.Select(value => value.Amount)), sale.Items)
            {
                BroughtBack = sale.BroughtBack,
            }),
    ], cancellationToken);
}
