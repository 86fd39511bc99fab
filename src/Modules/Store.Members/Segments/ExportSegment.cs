using System.Globalization;
using System.Runtime.CompilerServices;
using Store.Kernel.Files;
using Store.Members.Members;

namespace Store.Members.Segments;

/// <summary>The members of a segment as a CSV file, with what is known of their purchases; without phone and e-mail. Who exported it stands in the audit log.</summary>
internal static class ExportSegment
{
    internal sealed record Query(Stream Target, long SegmentId) : IQuery<Done>, IPersonal;

    internal sealed class Handler(Db db, SegmentSieve sieve, AuditLog audit) : IRequestHandler<Query, Done>
    {
        private const int MembersAtATime = 500;

        private static readonly (string Name, int Width)[] Columns =
        [
            ("number", 18), ("name", 20), ("level", 12), ("member_since", 12), ("visits", 8), ("spent", 12), ("last_visit", 12), ("recency", 8), ("frequency", 8), ("money", 8),
        ];

        public async Task<Done> Handle(Query query, CancellationToken cancellationToken)
        {
            var segment = await SegmentRow.Read(db, query.SegmentId, cancellationToken);
            await db.Transact(async () =>
            {
                await audit.Add("members.export-segment", $"segment {segment.Name}", MemberRows.NoStore, old: null, now: null, cancellationToken);
                return Done.It;
            }, cancellationToken);
            var conditions = segment.Read();
            await TableExport.Write(query.Target, asXlsx: false, "segment", Columns, Pages(conditions, cancellationToken), cancellationToken);
            return Done.It;
        }

        private async IAsyncEnumerable<IEnumerable<object?[]>> Pages(SegmentConditions conditions, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var levels = (await db.Query<Level>("SELECT LevelId, Name FROM members.MemberLevels", null, cancellationToken)).ToDictionary(level => level.LevelId, level => level.Name);
            for (var after = 0L; await sieve.Page(conditions, after, MembersAtATime, cancellationToken) is { Count: > 0 } page; after = page[^1])
                yield return (await db.MembersShown(page, cancellationToken)).Select(member => Cells(member, member.LevelId is { } levelId ? levels.GetValueOrDefault(levelId, "") : ""));
        }

        private static object?[] Cells(SegmentMember member, string level) =>
        [
            member.Number, member.Name, level, member.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), member.Visits, member.Spent.ToDecimal(),
            member.LastVisit?.ToString("O", CultureInfo.InvariantCulture), member.RecencyScore, member.FrequencyScore, member.MoneyScore,
        ];

        private sealed record Level(long LevelId, string Name);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/segments/{segmentId:long}/export", (long segmentId, IMediator mediator, CancellationToken cancel) =>
                Results.Stream(target => mediator.Send(new Query(target, segmentId), cancel), TableExport.Csv, "segment.csv"))
            .RequirePermission(SegmentRow.Permission)
            .WithName(nameof(ExportSegment)).WithSummary("Export the members of a segment as CSV")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").ProducesProblem(404);
    }
}
