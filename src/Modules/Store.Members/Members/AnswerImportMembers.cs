using System.Data.Common;
using Store.Contracts.Members;
using Store.Kernel.Files;

namespace Store.Members.Members;

/// <summary>
/// Imports a member file: columns <c>number</c> 卡号 and <c>name</c> 姓名. A row with a known number gives that member its name, any other makes one.
/// Each batch is a transaction of its own; the same file again changes nothing.
/// </summary>
internal static class AnswerImportMembers
{
    private const string Number = "number";
    private const string Name = "name";

    private static readonly Dictionary<string, string[]> Columns = new(StringComparer.Ordinal)
    {
        [Number] = ["卡号", "会员卡号", "会员号", "卡號", "會員卡號"],
        [Name] = ["姓名", "会员姓名", "名称", "會員姓名"],
    };

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, TimeProvider clock) : IRequestHandler<ImportMembers, MemberImport>
    {
        private const int RowsInBatch = 500;
        private const int RejectionsToTell = 20;

        private readonly List<RejectedRow> rejections = [];
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
            await using var csv = await CsvFile.Open(request.File, Columns, cancellationToken);
            if (!csv.Has(Number))
                throw new FileUnreadable($"The first row does not name the column {Number} (卡号).");

            var batch = new Dictionary<string, string?>(StringComparer.Ordinal);
            await foreach (var row in csv.Rows(cancellationToken))
            {
                if (FaultOf(row) is { } fault)
                {
                    counts += new ImportCounts(1, 0, 0, 0, 1);
                    if (rejections.Count < RejectionsToTell)
                        rejections.Add(new RejectedRow(row.Number, fault, row.Text));
                    continue;
                }

                // Rows are taken in the order of the file: one with a number that the batch has already begins the next batch.
                var number = MemberRows.NormalNumber(row[Number]!);
                if (batch.Count == RowsInBatch || batch.ContainsKey(number))
                    await Flush();
                batch.Add(number, string.IsNullOrWhiteSpace(row[Name]) ? null : row[Name]!.Trim());
            }

            await Flush();

            async Task Flush()
            {
                counts += await db.Transact(() => Bring(batch, cancellationToken), cancellationToken);
                batch.Clear();
                request.Progress?.Report(new FileProgress(csv.BytesRead, csv.BytesInAll, counts));
            }
        }

        private static string? FaultOf(CsvRow row)
        {
            if (row.Faulty)
                return "The quotation marks of the row do not go together.";
            return MemberFields.FaultOfNumber(row[Number]) ?? (string.IsNullOrWhiteSpace(row[Name]) ? null : MemberFields.FaultOfName(row[Name]));
        }

        private async Task<ImportCounts> Bring(Dictionary<string, string?> batch, CancellationToken cancellationToken)
        {
            var known = await db.MembersByNumber(batch.Keys, cancellationToken);
            var now = clock.GetUtcNow().UtcDateTime;
            var created = batch.Where(row => !known.ContainsKey(row.Key))
                .Select(row => new MemberRow(ids.Next(), row.Key, row.Value ?? row.Key, MemberRows.NoStore, now)).ToList();
            var changed = batch.Where(row => row.Value is not null && known.TryGetValue(row.Key, out var member) && member.Name != row.Value)
                .Select(row => known[row.Key] with { Name = row.Value! }).ToList();
            try
            {
                await db.InsertMembers(created, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("Another import has just made one of the members.", refused);
            }

            foreach (var member in changed)
            {
                var updated = await db.Execute(
                    "UPDATE members.Members SET Name = @Name, Version = Version + 1 WHERE MemberId = @MemberId AND Version = @Version", member, cancellationToken);
                if (updated == 0)
                    throw new RunAgain($"Someone else has just changed the member {member.Number}.");
            }

            if (created.Count + changed.Count > 0)
                await audit.Add("members.import", "members", MemberRows.NoStore, old: null, new { Created = created.Count, Updated = changed.Count }, cancellationToken);
            return new ImportCounts(batch.Count, created.Count, changed.Count, batch.Count - created.Count - changed.Count, 0);
        }
    }
}
