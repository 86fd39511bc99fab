using System.Data.Common;

namespace Store.Inventory.Stock;

/// <summary>The papers behind movements that are not sales. Who sends one twice is answered with the first: its UUID is in the table once.</summary>
internal sealed class StockDocuments(Db db, Ids ids, Caller caller)
{
    public const string Receipt = "Receipt";
    public const string Adjustment = "Adjustment";
    public const string BreakBulk = "BreakBulk";

    public const int SupplierLength = 100;
    public const int NumberLength = 60;
    public const int ReasonLength = 200;

    private const int UuidsPerStatement = 250;

    /// <summary>Adds the document, or finds the one that has been there before.</summary>
    /// <exception cref="Conflict">The UUID belongs to another store's document, or to one of another kind.</exception>
    public async Task<(StockDocument Document, bool IsNew)> FindOrAdd(NewStockDocument wanted, CancellationToken cancellationToken)
    {
        var (document, isNew) = (await FindOrAdd([wanted], cancellationToken))[0];
        return document.StoreId == wanted.StoreId && document.Kind == wanted.Kind
            ? (document, isNew)
            : throw new Conflict("document.uuid_taken", $"The UUID {wanted.DocumentUuid} belongs to another document.");
    }

    /// <summary>The same for many, with no two of the same UUID; answers in their order.</summary>
    public async Task<IReadOnlyList<(StockDocument Document, bool IsNew)>> FindOrAdd(IReadOnlyList<NewStockDocument> wanted, CancellationToken cancellationToken)
    {
        var found = await Find(wanted.Select(document => document.DocumentUuid.ToString()), cancellationToken);
        var answer = new List<(StockDocument Document, bool IsNew)>(wanted.Count);
        var added = new List<(StockDocument Added, NewStockDocument Wanted)>();
        foreach (var document in wanted)
        {
            var uuid = document.DocumentUuid.ToString();
            var isNew = !found.TryGetValue(uuid, out var one);
            one ??= new StockDocument(ids.Next(), uuid, document.StoreId, document.Kind, document.OccurredAt, document.BusinessDate);
            answer.Add((one, isNew));
            if (isNew)
                added.Add((one, document));
        }

        await Insert(added, cancellationToken);
        return answer;
    }

    private async Task<Dictionary<string, StockDocument>> Find(IEnumerable<string> uuids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, StockDocument>();
        foreach (var some in uuids.Chunk(UuidsPerStatement))
        {
            var rows = await db.Query<StockDocument>("""
                SELECT DocumentId, DocumentUuid, StoreId, Kind, OccurredAt, BusinessDate
                FROM   inventory.StockDocuments
                WHERE  DocumentUuid IN @some
                """, new { some }, cancellationToken);
            foreach (var row in rows)
                found.Add(row.DocumentUuid, row);
        }

        return found;
    }

    private async Task Insert(List<(StockDocument Added, NewStockDocument Wanted)> documents, CancellationToken cancellationToken)
    {
        try
        {
            await db.Insert("""
                INSERT INTO inventory.StockDocuments (DocumentId, DocumentUuid, StoreId, Kind, Supplier, Number, Reason, OccurredAt, BusinessDate, UserId)
                VALUES (@DocumentId, @DocumentUuid, @StoreId, @Kind, @Supplier, @Number, @Reason, @OccurredAt, @BusinessDate, @UserId)
                """, documents.ConvertAll(document => new
            {
                document.Added.DocumentId, document.Added.DocumentUuid, document.Added.StoreId, document.Added.Kind,
                document.Wanted.Supplier, document.Wanted.Number, document.Wanted.Reason, document.Added.OccurredAt, document.Added.BusinessDate, caller.UserId,
            }), cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("The same paper came in at the same moment.", refused);
        }
    }
}

internal sealed record NewStockDocument(
    Guid DocumentUuid, long StoreId, string Kind, DateTime OccurredAt, DateOnly BusinessDate, string? Supplier = null, string? Number = null, string? Reason = null);

internal sealed record StockDocument(long DocumentId, string DocumentUuid, long StoreId, string Kind, DateTime OccurredAt, DateOnly BusinessDate);
