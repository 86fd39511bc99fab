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
}
