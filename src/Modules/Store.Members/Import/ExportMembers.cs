using System.Globalization;
using System.Runtime.CompilerServices;
using Store.Contracts.Chain;
using Store.Contracts.Members;
using Store.Kernel.Files;
using Store.Members.Contacts;
using Store.Members.Members;

namespace Store.Members.Import;

/// <summary>All members as a CSV or XLSX file with the columns of the import, phone and e-mail readable: brought in again, every row counts as unchanged. Who exported it stands in the audit log.</summary>
internal static class ExportMembers
{
    internal sealed record Query(Stream Target, bool AsXlsx) : IQuery<Done>, IPersonal;

    internal sealed class Handler(Db db, ContactBook contacts, IMediator mediator, AuditLog audit) : IRequestHandler<Query, Done>
    {
        private const int RowsAtATime = 500;

        private static readonly int[] Widths = [20, 20, 16, 28, 10, 12, 8, 12, 10, 30, 30, 40, 20];

        public async Task<Done> Handle(Query query, CancellationToken cancellationToken)
        {
            await db.Transact(async () =>
            {
                await audit.Add("members.export", "all members", MemberRows.NoStore, old: null, now: null, cancellationToken);
                return Done.It;
            }, cancellationToken);
            await TableExport.Write(query.Target, query.AsXlsx, "members", [.. MemberColumns.Names.Keys.Zip(Widths)], Pages(cancellationToken), cancellationToken);
            return Done.It;
        }

        private async IAsyncEnumerable<IEnumerable<object?[]>> Pages([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var levels = (await mediator.Send(new GetStandingNames(), cancellationToken)).Levels;
            var stores = new Dictionary<long, string>();
            for (var after = ""; ;)
            {
                var rows = await db.Query<Row>("""
                    SELECT m.MemberId, m.Number, m.Name, m.HomeStoreId, m.LevelId, m.Gender, m.BirthYear, m.Birthday, m.Language, m.Preferences, m.Notes, r.Number AS Referrer
                    FROM   members.Members m
                    LEFT JOIN members.Members r ON r.MemberId = m.ReferrerId
                    WHERE  m.Number > @after AND m.State = 'Active'
                    ORDER BY m.Number
                    OFFSET 0 ROWS FETCH NEXT @RowsAtATime ROWS ONLY
                    """, new { after, RowsAtATime }, cancellationToken);
                if (rows.Count == 0)
                    yield break;
                var memberIds = rows.Select(row => row.MemberId).ToList();
                var reached = await contacts.Of(memberIds, cancellationToken);
                var tags = (await db.Query<Tag>("SELECT MemberId, Tag AS Word FROM members.MemberTags WHERE MemberId IN @memberIds ORDER BY Tag", new { memberIds }, cancellationToken)).ToLookup(tag => tag.MemberId, tag => tag.Word);
                foreach (var storeId in rows.Select(row => row.HomeStoreId).Where(storeId => storeId != MemberRows.NoStore && !stores.ContainsKey(storeId)).Distinct().ToList())
                    stores[storeId] = (await mediator.Send(new GetStore(storeId), cancellationToken)).Code;
                yield return rows.Select(row => Cells(row, reached.GetValueOrDefault(row.MemberId, Contact.None), stores.GetValueOrDefault(row.HomeStoreId), levels, tags[row.MemberId]));
                after = rows[^1].Number;
            }
        }

        private static object?[] Cells(Row row, Contact contact, string? store, IReadOnlyDictionary<long, string> levels, IEnumerable<string> tags) =>
        [
            row.Number, row.Name, contact.Phone, contact.Email, store, row.LevelId is { } levelId ? levels.GetValueOrDefault(levelId) : null, row.Gender, Day(row), row.Language,
            string.Join(';', tags), row.Preferences, row.Notes, row.Referrer,
        ];

        private static string? Day(Row row) => row.Birthday is not { } day ? null
            : string.Create(CultureInfo.InvariantCulture, $"{(row.BirthYear is { } year ? $"{year:D4}-" : "")}{day / 100:D2}-{day % 100:D2}");

        private sealed record Row(
            long MemberId, string Number, string Name, long HomeStoreId, long? LevelId, string Gender, int? BirthYear, int? Birthday, string Language, string Preferences, string Notes,
            string? Referrer);

        private sealed record Tag(long MemberId, string Word);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/members/export", (string? format, IMediator mediator, CancellationToken cancel) => string.Equals(format, "xlsx", StringComparison.OrdinalIgnoreCase)
                ? Results.Stream(target => mediator.Send(new Query(target, AsXlsx: true), cancel), TableExport.Xlsx, "members.xlsx")
                : Results.Stream(target => mediator.Send(new Query(target, AsXlsx: false), cancel), TableExport.Csv, "members.csv"))
            .RequirePermission("members.export")
            .WithName(nameof(ExportMembers)).WithSummary("Export all members as CSV or XLSX")
            .Produces<string>(StatusCodes.Status200OK, "text/csv", TableExport.Xlsx);
    }
}
