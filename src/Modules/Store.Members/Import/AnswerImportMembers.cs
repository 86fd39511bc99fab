using Store.Contracts.Chain;
using Store.Contracts.Members;
using Store.Kernel.Files;

namespace Store.Members.Import;

/// <summary>Imports a member file, CSV or XLSX; for its columns see <see cref="MemberColumns"/>. Each batch is a transaction of its own; the same file again changes nothing.</summary>
internal static class AnswerImportMembers
{
    internal sealed class Handler(Db db, MemberBatch batches, IMediator mediator) : IRequestHandler<ImportMembers, MemberImport>
    {
        private const int RowsInBatch = 500;
        private const int RejectionsToTell = 20;

        private readonly List<RejectedRow> rejections = [];
        private readonly Dictionary<string, long> stores = new(StringComparer.OrdinalIgnoreCase);
        private ImportCounts counts = ImportCounts.None;

        public async Task<MemberImport> Handle(ImportMembers request, CancellationToken cancellationToken)
        {
            try
            {
                await Read(request, cancellationToken);
                return new MemberImport(counts, Error: null, rejections);
            }
            catch (FileUnreadable unreadable)
            {
                return new MemberImport(counts, unreadable.Message, rejections);
            }
        }

        private async Task Read(ImportMembers request, CancellationToken cancellationToken)
        {
            await using var file = await TableFile.Open(request.File, MemberColumns.Names, cancellationToken);
            if (!file.Has(MemberColumns.Number))
                throw new FileUnreadable($"The first row does not name the column {MemberColumns.Number} (卡号).");

            var levels = (await mediator.Send(new GetStandingNames(), cancellationToken)).Levels.ToDictionary(level => level.Value, level => level.Key, StringComparer.Ordinal);
            var batch = new Dictionary<string, MemberFileRow>(StringComparer.Ordinal);
            await foreach (var source in file.Rows(cancellationToken))
            {
                var (row, fault) = MemberFileRow.Read(source);
                fault ??= await FaultOfNames(row!, levels, cancellationToken);
                if (fault is not null)
                {
                    Reject(MemberFileRow.Rejected(source, fault));
                    continue;
                }

                // Rows are taken in the order of the file: one with a number that the batch has already begins the next batch.
                if (batch.Count == RowsInBatch || batch.ContainsKey(row!.Number))
                    await Flush();
                batch.Add(row!.Number, row);
            }

            await Flush();

            async Task Flush()
            {
                var brought = await db.Transact(() => batches.Bring([.. batch.Values], new MemberBatch.Names(stores, levels), cancellationToken), cancellationToken);
                counts += brought.Counts;
                foreach (var rejected in brought.Rejected)
                    Reject(rejected);
                batch.Clear();
                request.Progress?.Report(new FileProgress(file.BytesRead, file.BytesInAll, counts));
            }
        }

        private async Task<string?> FaultOfNames(MemberFileRow row, Dictionary<string, long> levels, CancellationToken cancellationToken)
        {
            if (row.Level is { } level && !levels.ContainsKey(level))
                return $"There is no level {level}.";
            if (row.HomeStore is not { } code || stores.ContainsKey(code))
                return null;
            if (await mediator.Send(new FindStore(code), cancellationToken) is not { } store)
                return $"There is no store {code}.";
            stores[code] = store.StoreId;
            return null;
        }

        private void Reject(RejectedRow row)
        {
            counts += new ImportCounts(1, 0, 0, 0, 1);
            if (rejections.Count < RejectionsToTell)
                rejections.Add(row);
        }
    }
}
