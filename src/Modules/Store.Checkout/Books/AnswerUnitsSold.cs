using Store.Contracts.Chain;
using Store.Contracts.Checkout;

namespace Store.Checkout.Books;

/// <summary>Tells other modules what has sold how well.</summary>
internal static class AnswerUnitsSold
{
    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<GetUnitsSold, IReadOnlyList<UnitsSold>>
    {
        public async Task<IReadOnlyList<UnitsSold>> Handle(GetUnitsSold request, CancellationToken cancellationToken) => await db.Query<UnitsSold>("""
            SELECT l.ProductId, SUM(l.QuantityMilli * l.FactorMilli / 1000) AS QuantityMilli
            FROM   checkout.Sales s
            JOIN   checkout.SaleLines l ON l.SaleId = s.SaleId
            WHERE  s.StoreId IN @storeIds AND s.BusinessDate >= @From
            GROUP BY l.ProductId
            """, new { storeIds = await mediator.Send(new ListStoreIds(), cancellationToken), request.From }, cancellationToken);
    }
}
