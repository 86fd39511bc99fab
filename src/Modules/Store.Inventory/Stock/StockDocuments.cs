using System.Data.Common;

namespace Store.Inventory.Stock;

/// <summary>The papers behind movements that are not sales. Who sends one twice is answered with the first: its UUID is in the table once.</summary>
internal sealed class StockDocuments(Db db, Ids ids, Caller caller)
{
    public const string Receipt = "Receipt";
    public const string Adjustment = "Adjustment";

    public const int SupplierLength = 100;
    public const int NumberLength = 60;
    public const int ReasonLength = 200;

    private const int UuidsPerStatement = 1000;

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
        var own = wanted.ToDictionary(document => document.DocumentUuid, document => new StockDocument(
            ids.Next(), document.DocumentUuid.ToString(), document.StoreId, document.Kind, document.OccurredAt, document.BusinessDate));
        for (var attempt = 1; ; attempt++)
        {
            var found = await Find(own.Values.Select(document => document.DocumentUuid), cancellationToken);
            var missing = wanted.Where(document => !found.ContainsKey(document.DocumentUuid.ToString())).ToList();
            try
            {
                await Insert(missing, own, cancellationToken);
                return [.. wanted.Select(document =>
                {
                    var there = found.GetValueOrDefault(document.DocumentUuid.ToString()) ?? own[document.DocumentUuid];
                    return (there, there.DocumentId == own[document.DocumentUuid].DocumentId);
                })];
            }
            catch (DbException refused) when (attempt < 5 && db.IsDuplicate(refused))
            {
                // The same paper came in at the same moment; it is there on the next look, and so is what of ours went in before it.
            }
        }
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

    private Task<int> Insert(List<NewStockDocument> missing, Dictionary<Guid, StockDocument> own, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO inventory.StockDocuments (DocumentId, DocumentUuid, StoreId, Kind, Supplier, Number, Reason, OccurredAt, BusinessDate, UserId)
        VALUES (@DocumentId, @DocumentUuid, @StoreId, @Kind, @Supplier, @Number, @Reason, @OccurredAt, @BusinessDate, @UserId)
        """, missing.ConvertAll(document => new
    {
        own[document.DocumentUuid].DocumentId, own[document.DocumentUuid].DocumentUuid, document.StoreId, document.Kind,
        document.Supplier, document.Number, document.Reason, document.OccurredAt, document.BusinessDate, caller.UserId,
    }), cancellationToken);
}

internal sealed record NewStockDocument(
    Guid DocumentUuid, long StoreId, string Kind, DateTime OccurredAt, DateOnly BusinessDate, string? Supplier = null, string? Number = null, string? Reason = null);

internal sealed record StockDocument(long DocumentId, string DocumentUuid, long StoreId, string Kind, DateTime OccurredAt, DateOnly BusinessDate);
