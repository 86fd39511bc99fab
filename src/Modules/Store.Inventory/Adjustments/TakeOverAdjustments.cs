using Store.Contracts.Inventory;
using Store.Inventory.Stock;

namespace Store.Inventory.Adjustments;

/// <summary>Records adjustments of another system as they were, hundreds in a handful of statements. What is there already is skipped.</summary>
internal static class TakeOverAdjustments
{
    internal sealed class Handler(StockDocuments documents, StockLedger ledger, Outbox outbox) : IRequestHandler<RecordAdjustments, int>
    {
        public async Task<int> Handle(RecordAdjustments request, CancellationToken cancellationToken)
        {
            var adjustments = request.Adjustments.DistinctBy(adjustment => adjustment.DocumentUuid).ToList();
            var found = await documents.FindOrAdd(adjustments.ConvertAll(adjustment => new NewStockDocument(
                adjustment.DocumentUuid, request.StoreId, StockDocuments.Adjustment, adjustment.OccurredAt, adjustment.BusinessDate, Reason: Short(adjustment.Reason))), cancellationToken);
            var added = adjustments.Zip(found).Where(pair => pair.Second.IsNew).Select(pair => (pair.Second.Document, Adjustment: pair.First)).ToList();
            if (added.Count == 0)
                return 0;

            var moves = added.SelectMany(one => one.Adjustment.Lines.Select(line => new LedgerMove(
                StockMoveKind.Adjust, line.ProductId, line.Quantity, one.Document.DocumentId, one.Document.BusinessDate, one.Document.OccurredAt, Reason: one.Adjustment.Reason))).ToList();
            var values = await ledger.Book(request.StoreId, moves, mayGoNegative: true, cancellationToken);

            var valueOf = moves.Zip(values).ToLookup(pair => pair.First.DocumentId, pair => pair.Second);
            await outbox.Add(added.ConvertAll(one => new StockAdjusted(
                one.Document.DocumentId, request.StoreId, one.Document.BusinessDate, one.Document.OccurredAt, Money.Sum(valueOf[one.Document.DocumentId]))), cancellationToken);
            return moves.Count;
        }

        // Another system's words may be longer than ours; its figures matter more than the end of a remark.
        private static string Short(string reason) => reason.Length <= StockDocuments.ReasonLength ? reason : reason[..StockDocuments.ReasonLength];
    }
}
