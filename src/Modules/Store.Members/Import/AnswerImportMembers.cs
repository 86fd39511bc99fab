using Store.Contracts.Chain;
using Store.Contracts.Members;
using Store.Kernel.Files;

namespace Store.Members.Import;

/// <summary>
/// Imports a member file, CSV or XLSX; for its columns see <see cref="MemberColumns"/>. Each batch is a transaction of its own; the same file again changes nothing. Rows whose referrer
/// stands further down wait: the file is read again for them, as long as that brings any in.
/// </summary>
internal static class AnswerImportMembers
{
    internal sealed class Handler(Db db, MemberBatch batches, IMediator mediator) : IRequestHandler<ImportMembers, MemberImport>
    {
        private const int RowsInBatch = 500;
        private const int RejectionsToTell = 20;

        private readonly List<RejectedRow> rejections = [];
        private readonly Dictionary<string, long> stores = new(StringComparer.OrdinalIgnoreCase);
        private ImportCounts counts = ImportCounts.None;
        private bool last;

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
            var waiting = await Pass(request, file, levels, of: null, cancellationToken);
            for (var before = int.MaxValue; waiting.Count > 0;)
            {
                // Nobody was found any more for whom others wait: what waits still, waits for nobody.
                last = waiting.Count == before;
                before = waiting.Count;
                await using var again = await TableFile.Open(request.File, MemberColumns.Names, cancellationToken);
                waiting = await Pass(request, again, levels, waiting, cancellationToken);
            }
        }

        /// <summary>Brings the rows in, or those of them that wait, in the order of the file. Says which have to wait for their referrer, who may stand further down.</summary>
        private async Task<HashSet<int>> Pass(ImportMembers request, ITableFile file, Dictionary<string, long> levels, HashSet<int>? of, CancellationToken cancellationToken)
        {
            var waiting = new HashSet<int>();
            var batch = new Dictionary<string, MemberFileRow>(StringComparer.Ordinal);
            await foreach (var source in file.Rows(cancellationToken))
            {
                if (of is not null && !of.Contains(source.Number))
                    continue;
                var (row, fault) = MemberFileRow.Read(source);
                fault ??= await FaultOfNames(row!, levels, cancellationToken);
                if (fault is not null)
                {
                    Reject(MemberFileRow.Rejected(source, fault));
                    continue;
                }

                // Of two rows with one number the later one counts: it begins the next batch.
                if (batch.Count == RowsInBatch || batch.ContainsKey(row!.Number))
                    await Flush();
                batch.Add(row!.Number, row);
            }

            await Flush();
            return waiting;

            async Task Flush()
            {
                var brought = await db.Transact(() => batches.Bring([.. batch.Values], new MemberBatch.Names(stores, levels), cancellationToken), cancellationToken);
                counts += brought.Counts;
                foreach (var rejected in brought.Rejected.Concat(last ? brought.Waiting.Select(row => row.Rejected(MemberBatch.NoReferrer(row))) : []))
                    Reject(rejected);
                if (!last)
                    waiting.UnionWith(brought.Waiting.Select(row => row.Source.Number));
                batch.Clear();
                request.Progress?.Report(new FileProgress(of is null ? file.BytesRead : file.BytesInAll, file.BytesInAll, counts));
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
