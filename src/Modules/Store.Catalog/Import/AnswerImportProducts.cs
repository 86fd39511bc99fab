using Store.Contracts.Catalog;

namespace Store.Catalog.Import;

/// <summary>Imports a product file while the caller waits: the host's verb, the demo.</summary>
internal static class AnswerImportProducts
{
    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, ProductImporter importer) : IRequestHandler<ImportProducts, ProductImport>
    {
        public async Task<ProductImport> Handle(ImportProducts request, CancellationToken cancellationToken)
        {
            var importId = ids.Next();
            await db.Transact(
                () => db.InsertImport(importId, request.FileName, caller.Name, clock.GetUtcNow().UtcDateTime, cancellationToken), cancellationToken);
            var error = await importer.Run(importId, request.File, request.Progress, cancellationToken);
            return new ProductImport(importId, importer.Counts, error, importer.FirstRejections);
        }
    }
}
