using Store.Kernel.Verification;

namespace Store.Catalog.Import;

/// <summary>No row of an import is lost or counted twice.</summary>
internal sealed class ImportsAddUp(Db db) : IInvariant
{
    public string Name => "Every row an import has read was created, updated, unchanged or rejected, and every rejected one is listed.";

    public Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) => db.Query<string>("""
        SELECT CONCAT('import ', i.ImportId, ': ', i.RowsRead, ' rows, ', i.Created, ' created, ', i.Updated, ' updated, ', i.Unchanged, ' unchanged, ', i.Rejected, ' rejected')
        FROM   catalog.Imports i
        WHERE  i.RowsRead <> i.Created + i.Updated + i.Unchanged + i.Rejected
           OR  i.Rejected <> (SELECT COUNT(*) FROM catalog.ImportRejections r WHERE r.ImportId = i.ImportId)
        ORDER BY i.ImportId
        OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
        """, null, cancellationToken);
}
