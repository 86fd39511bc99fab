using System.Globalization;
using CsvHelper;
using Store.Kernel.Files;

namespace Store.Members.Segments;

/// <summary>The members of a segment as a CSV file, with what is known of their purchases; without phone and e-mail.</summary>
internal static class ExportSegment
{
    internal sealed record Query(Stream Target, long SegmentId) : IQuery<Done>, IPersonal;

    internal sealed class Handler(Db db, SegmentSieve sieve) : IRequestHandler<Query, Done>
    {
        private const int MembersAtATime = 500;

        private static readonly string[] Columns = ["number", "name", "level", "member_since", "visits", "spent", "last_visit", "recency", "frequency", "money"];

        public async Task<Done> Handle(Query query, CancellationToken cancellationToken)
        {
            var conditions = (await SegmentRow.Read(db, query.SegmentId, cancellationToken)).Read();
            var levels = (await db.Query<Level>("SELECT LevelId, Name FROM members.MemberLevels", null, cancellationToken)).ToDictionary(level => level.LevelId, level => level.Name);

            // The mark at the start tells spreadsheets that it is UTF-8.
            await using var csv = CsvWriter.Create(query.Target, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true);
            foreach (var column in Columns)
                csv.WriteField(column);
            await csv.EndRecordAsync(cancellationToken);
            for (var after = 0L; await sieve.Page(conditions, after, MembersAtATime, cancellationToken) is { Count: > 0 } page; after = page[^1])
            {
                foreach (var member in await db.MembersShown(page, cancellationToken))
                {
                    foreach (var cell in Cells(member, member.LevelId is { } levelId ? levels.GetValueOrDefault(levelId, "") : ""))
                        csv.WriteField(CsvText.Guarded(cell));
                    await csv.EndRecordAsync(cancellationToken);
                }

                await csv.FlushAsync(cancellationToken);
            }

            return Done.It;
        }

        private static string[] Cells(SegmentMember member, string level) =>
        [
            member.Number, member.Name, level, member.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text(member.Visits), member.Spent.ToString(),
            member.LastVisit?.ToString("O", CultureInfo.InvariantCulture) ?? "", Text(member.RecencyScore), Text(member.FrequencyScore), Text(member.MoneyScore),
        ];

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

        private sealed record Level(long LevelId, string Name);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/segments/{segmentId:long}/export", (long segmentId, IMediator mediator, CancellationToken cancel) =>
                Results.Stream(target => mediator.Send(new Query(target, segmentId), cancel), "text/csv; charset=utf-8", "segment.csv"))
            .RequirePermission(SegmentRow.Permission)
            .WithName(nameof(ExportSegment)).WithSummary("Export the members of a segment as CSV")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").ProducesProblem(404);
    }
}
