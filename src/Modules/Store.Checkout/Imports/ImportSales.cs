using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;
using SalesToImport = Store.Contracts.Checkout.ImportSales;

namespace Store.Checkout.Imports;

/// <summary>Takes a whole file of sales over, batch by batch, and reads back what came of it.</summary>
internal static class ImportSales
{
    private const int RowsPerBatch = 5000;

    internal sealed class Handler(IServiceScopeFactory scopes) : IRequestHandler<SalesToImport, SalesImportReport>
    {
        public async Task<SalesImportReport> Handle(SalesToImport request, CancellationToken cancellationToken)
        {
            var map = SalesMap.Read(request.MapFile);
            var file = new SalesFile(request.File, map);
            var facts = file.Survey(cancellationToken);
            var store = await Send(new FindStore(request.StoreCode), storeId: null, cancellationToken)
                ?? throw new SettingMissing($"There is no store {request.StoreCode}.");
            var importId = await Send(new BeginSalesImport.Command(store.StoreId, facts.Hash, facts.Amount), store.StoreId, cancellationToken);

            var known = new KnownForImport();
            var done = 0L;
            foreach (var batch in Batches(file.Invoices(facts)))
            {
                await Send(new ImportSalesBatch.Command(importId, store, map.TaxCode, batch, known), store.StoreId, cancellationToken);
                done += batch.Sum(invoice => invoice.Count);
                request.Progress.Report(new ImportProgress(done, facts.Rows));
            }

            var report = await Send(new FinishSalesImport.Command(importId), store.StoreId, cancellationToken);
            return store.Currency == map.Currency
                ? report
                : report with { Warning = $"The file is in {map.Currency} and store {store.Code} in {store.Currency}: the amounts were taken as they stand, nothing was converted." };
        }

        private static IEnumerable<IReadOnlyList<IReadOnlyList<SalesFileRow>>> Batches(IEnumerable<IReadOnlyList<SalesFileRow>> invoices)
        {
            var (batch, rows) = (new List<IReadOnlyList<SalesFileRow>>(), 0);
            foreach (var invoice in invoices)
            {
                batch.Add(invoice);
                rows += invoice.Count;
                if (rows < RowsPerBatch)
                    continue;
                yield return batch;
                (batch, rows) = ([], 0);
            }

            if (batch.Count > 0)
                yield return batch;
        }

        /// <summary>Sends one step in a scope of its own, so that each batch is a transaction of its own.</summary>
        private async Task<T> Send<T>(IRequest<T> request, long? storeId, CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("import", storeId is { } id ? [id] : []);
            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
        }
    }
}

/// <summary>What an import has learned so far, so that it asks for each product and member once.</summary>
internal sealed class KnownForImport
{
    public Dictionary<string, Contracts.Catalog.EnsuredProduct> Products { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, long> Members { get; } = new(StringComparer.OrdinalIgnoreCase);
}
