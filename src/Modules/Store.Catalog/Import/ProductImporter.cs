using System.Data.Common;
using Microsoft.Extensions.Logging;
using Store.Catalog.Filing;
using Store.Catalog.Prices;
using Store.Catalog.Products;
using Store.Kernel.Files;

namespace Store.Catalog.Import;

/// <summary>
/// Reads a product file row by row and brings it in batch by batch. Each batch is a transaction of its own together with its progress and its rejected rows, so a
/// crash leaves whole batches, and the same file again carries on: rows that are there already count as unchanged.
/// </summary>
internal sealed class ProductImporter(
    Db db, Ids ids, AuditLog audit, Caller caller, WallClock wallClock, ProductFiling filing, TimeProvider clock, ILogger<ProductImporter> log)
{
    // Small enough that a till's sale does not notice waiting for one on the embedded engine.
    private const int RowsInBatch = 250;
    private const int RejectionsToTell = 20;

    private readonly ProductFieldsValidator rules = new();
    private readonly List<RejectedRow> firstRejections = [];

    public ImportCounts Counts { get; private set; } = ImportCounts.None;

    public IReadOnlyList<RejectedRow> FirstRejections => firstRejections;

    /// <summary>Runs the import whose row is there already.</summary>
    /// <returns>Why it stopped before the end of the file; null where it did not.</returns>
    public async Task<string?> Run(long importId, Stream file, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await Read(importId, file, progress, cancellationToken);
            await Finish(importId, ImportState.Done, error: null);
            return null;
        }
        catch (FileUnreadable unreadable)
        {
            await Finish(importId, ImportState.Failed, unreadable.Message);
            return unreadable.Message;
        }
        catch (OperationCanceledException)
        {
            await Finish(importId, ImportState.Interrupted, error: null);
            throw;
        }
        catch (Exception failed)
        {
            log.LogError(failed, "Import {ImportId} failed.", importId);
            await Finish(importId, ImportState.Failed, "Something went wrong on the server; the rows counted so far are in.");
            throw;
        }
    }

    private async Task Read(long importId, Stream file, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        await using var table = await TableFile.Open(file, ImportColumns.Names, cancellationToken);
        if (!table.Has(ImportColumns.Code))
            throw new FileUnreadable($"The first row does not name the column {ImportColumns.Code} (货号).");

        var facts = new ImportFacts(db, ids, importId, caller.Name);
        var batch = new List<ImportRow>(RowsInBatch);
        var rejected = new List<RejectedRow>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var source in table.Rows(cancellationToken))
        {
            ImportRow row;
            try
            {
                row = ImportRow.Of(source);
            }
            catch (RowRefused refused)
            {
                rejected.Add(new RejectedRow(source.Number, refused.Message, source.Text));
                if (rejected.Count >= RowsInBatch)
                    await Flush();
                continue;
            }

            // Rows are taken in the order of the file: one with a code that the batch has already begins the next batch.
            if (!codes.Add(row.Code) || batch.Count == RowsInBatch)
            {
                await Flush();
                codes.Add(row.Code);
            }

            batch.Add(row);
        }

        await Flush();

        async Task Flush()
        {
            if (batch.Count == 0 && rejected.Count == 0)
                return;
            await Bring(importId, facts, batch, rejected, cancellationToken);
            batch.Clear();
            rejected.Clear();
            codes.Clear();
            progress?.Report(new FileProgress(table.BytesRead, table.BytesInAll, Counts));
        }
    }

    private async Task Bring(long importId, ImportFacts facts, List<ImportRow> rows, List<RejectedRow> unreadable, CancellationToken cancellationToken)
    {
        var (counts, rejections) = await db.Transact(async () =>
        {
            try
            {
                return await Apply(importId, facts, rows, unreadable, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                facts.Forget();
                throw new RunAgain("Another import has just made one of the products or categories.", refused);
            }
        }, cancellationToken);
        facts.BatchIsCommitted();
        Counts = counts;
        firstRejections.AddRange(rejections.Take(RejectionsToTell - firstRejections.Count));
    }

    private async Task<(ImportCounts Counts, List<RejectedRow> Rejections)> Apply(
        long importId, ImportFacts facts, List<ImportRow> rows, List<RejectedRow> unreadable, CancellationToken cancellationToken)
    {
        await facts.BeginBatch(clock.GetUtcNow().UtcDateTime, wallClock, cancellationToken);
        var batch = new ImportBatch(db, ids, audit, facts, filing, rules);
        await batch.Apply(rows, cancellationToken);

        List<RejectedRow> rejections = [.. unreadable.Concat(batch.Rejected).OrderBy(rejection => rejection.Row)];
        await db.Insert(
            "INSERT INTO catalog.ImportRejections (ImportId, RowNumber, Reason, RowText) VALUES (@ImportId, @RowNumber, @Reason, @RowText)",
            [.. rejections.Select(rejection => new { ImportId = importId, RowNumber = rejection.Row, Reason = Cut(rejection.Reason), RowText = rejection.Text })], cancellationToken);

        var counts = Counts + batch.Counts + new ImportCounts(unreadable.Count, 0, 0, 0, unreadable.Count);
        await db.Execute("""
            UPDATE catalog.Imports
            SET    RowsRead = @RowsRead, Created = @Created, Updated = @Updated, Unchanged = @Unchanged, Rejected = @Rejected, SeenAliveAt = @Now
            WHERE  ImportId = @importId
            """, new { importId, counts.RowsRead, counts.Created, counts.Updated, counts.Unchanged, counts.Rejected, facts.Now }, cancellationToken);
        return (counts, rejections);
    }

    // Not to be stopped: how it ended is what people will look for.
    private Task<bool> Finish(long importId, string state, string? error) => db.Transact(async () =>
    {
        await db.Execute("""
            UPDATE catalog.Imports
            SET    State = @state, Error = @error, FinishedAt = @now
            WHERE  ImportId = @importId
            """, new { importId, state, error, now = clock.GetUtcNow().UtcDateTime }, CancellationToken.None);
        await audit.Add("catalog.import", FormattableString.Invariant($"import {importId}"), PriceRow.WholeChain, old: null, new { state, Counts }, CancellationToken.None);
        return true;
    }, CancellationToken.None);

    private static string Cut(string reason) => reason.Length > 300 ? reason[..300] : reason;
}
