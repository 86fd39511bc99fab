using Store.Contracts.Inventory;

namespace Store.Inventory.Stock;

/// <summary>What other modules may ask of the stock.</summary>
internal static class AnswerStockRequests
{
    internal sealed class MoveStockHandler(StockLedger ledger) : IRequestHandler<MoveStock, IReadOnlyList<Money>>
    {
        public Task<IReadOnlyList<Money>> Handle(MoveStock request, CancellationToken cancellationToken) => ledger.Book(
            request.StoreId,
            [.. request.Moves.Select(move => new LedgerMove(
                move.Kind, move.ProductId, move.Quantity, move.DocumentId, move.When?.BusinessDate ?? request.BusinessDate, move.When?.OccurredAt ?? request.OccurredAt, move.Value, move.Reason))],
            request.MayGoNegative, cancellationToken);
    }

    internal sealed class GetStockValueHandler(Db db) : IRequestHandler<GetStockValue, Money>
    {
        public Task<Money> Handle(GetStockValue request, CancellationToken cancellationToken) =>
            db.Scalar<Money>("SELECT COALESCE(SUM(ValueMinor), 0) FROM inventory.Stock WHERE StoreId = @StoreId", request, cancellationToken);
    }

    internal sealed class GetUnitCostsHandler(Db db) : IRequestHandler<GetUnitCosts, IReadOnlyList<UnitCost>>
    {
        private const int IdsAtMost = 1000;

        public async Task<IReadOnlyList<UnitCost>> Handle(GetUnitCosts request, CancellationToken cancellationToken)
        {
            var costs = new List<UnitCost>(request.ProductIds.Count);
            foreach (var chunk in request.ProductIds.Distinct().Chunk(IdsAtMost))
            {
                costs.AddRange((await db.Query<Row>("""
                    SELECT ProductId, SUM(CASE WHEN QuantityMilli > 0 AND ValueMinor > 0 THEN ValueMinor ELSE 0 END) AS ValueMinor,
                           SUM(CASE WHEN QuantityMilli > 0 AND ValueMinor > 0 THEN QuantityMilli ELSE 0 END) AS QuantityMilli, MAX(LastUnitCost) AS LastUnitCost
                    FROM   inventory.Stock
                    WHERE  StoreId IN @StoreIds AND ProductId IN @chunk
                    GROUP BY ProductId
                    """, new { request.StoreIds, chunk }, cancellationToken)).Select(CostOf).OfType<UnitCost>());
            }

            return costs;
        }

        private static UnitCost? CostOf(Row row) => row switch
        {
            { Quantity.Milli: > 0 } => new UnitCost(row.ProductId, row.Value, row.Quantity),
            { LastUnitCost: > 0 } => new UnitCost(row.ProductId, new Money(row.LastUnitCost), new Quantity(ValuedStock.UnitCostPerMinor * Quantity.PerUnit)),
            _ => null,
        };

        private sealed record Row(long ProductId, Money Value, Quantity Quantity, long LastUnitCost);
    }
}
