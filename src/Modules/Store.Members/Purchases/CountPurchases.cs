using Store.Contracts.Checkout;

namespace Store.Members.Purchases;

/// <summary>A member has bought something or brought it back: their facts follow, and with them their level.</summary>
internal sealed class CountPurchases(PurchaseBook book) : IEventHandler<SaleCompleted>
{
    public Task Handle(IReadOnlyList<Recorded<SaleCompleted>> events, CancellationToken cancellationToken) => book.Count(
    [
        .. events.Select(one => one.Event).Where(sale => sale.MemberId is not null)
            .Select(sale => new MemberSale(sale.SaleId, sale.MemberId!.Value, sale.IsReturn, sale.BusinessDate, sale.Total, sale.Items)),
    ], cancellationToken);
}
