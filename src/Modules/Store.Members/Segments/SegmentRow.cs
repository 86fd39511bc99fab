using System.Text.Json;

namespace Store.Members.Segments;

/// <summary>A segment as the database keeps it; the conditions as JSON, which nobody but this module reads.</summary>
internal sealed record SegmentRow(long SegmentId, string Name, string Conditions, DateTime ChangedAt, string ChangedByName, int Version)
{
    public const string Permission = "members.manage-segments";

    public static async Task<SegmentRow> Read(Db db, long segmentId, CancellationToken cancellationToken) => await Find(db, segmentId, cancellationToken) ?? throw new NotFound("segment", segmentId);

    public static Task<SegmentRow?> Find(Db db, long segmentId, CancellationToken cancellationToken) => db.Find<SegmentRow>("""
        SELECT SegmentId, Name, Conditions, ChangedAt, ChangedByName, Version FROM members.Segments WHERE SegmentId = @segmentId
        """, new { segmentId }, cancellationToken);

    public static string Write(SegmentConditions conditions) => JsonSerializer.Serialize(conditions, ValueJson.Stored);

    public SegmentConditions Read() => JsonSerializer.Deserialize<SegmentConditions>(Conditions, ValueJson.Stored)!;
}
