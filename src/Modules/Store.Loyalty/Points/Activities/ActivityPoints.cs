using System.Data.Common;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points.Activities;

/// <summary>Gives the points of an activity.</summary>
internal sealed class ActivityPoints(Db db, Ids ids, Caller caller, PointsBook book, Outbox outbox)
{
    public const string Waiting = "Waiting";
    public const string Approved = "Approved";
    public const string Refused = "Refused";

    public async Task Give(long memberId, long points, PointsMoment at, CancellationToken cancellationToken)
    {
        var (account, scheme) = await book.OpenToReceive(memberId, cancellationToken);
        account.Come(PointsEntryKind.Activity, points, vestsAt: null, scheme.Program.ExpiresAt(at.OccurredAt), at);
        await book.Save([account], cancellationToken);
        await outbox.Add(PointsBook.Moved(account.Entries[0].EntryId, at, scheme.Program, account.Entries), cancellationToken);
    }

    /// <summary>What members get points for by itself on an occasion.</summary>
    public Task<IReadOnlyList<AwardedType>> On(ActivityOccasion occasion, CancellationToken cancellationToken) => db.Query<AwardedType>("""
        SELECT ActivityTypeId, Name, Points FROM loyalty.PointsActivityTypes WHERE Occasion = @occasion AND Active = 1 ORDER BY ActivityTypeId
        """, new { occasion = occasion.ToString() }, cancellationToken);

    /// <summary>Which of these sources have got the points of a type already.</summary>
    public async Task<IReadOnlySet<string>> Had(long activityTypeId, IReadOnlyCollection<string> sources, CancellationToken cancellationToken) => (await db.Query<string>("""
        SELECT Source FROM loyalty.PointsAwards WHERE ActivityTypeId = @activityTypeId AND Source IN @sources
        """, new { activityTypeId, sources }, cancellationToken)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Gives the points of a type for a source that has not got them; its row is unique, so that of two hosts one gives them.</summary>
    public async Task Award(AwardedType type, string source, long memberId, PointsMoment at, CancellationToken cancellationToken)
    {
        var activity = new
        {
            ActivityId = ids.Next(), type.ActivityTypeId, source, memberId, at.StoreId, type.Points, State = Approved, RecordedById = caller.UserId, RecordedByName = caller.Name, RecordedAt = at.OccurredAt,
        };
        try
        {
            await db.Execute("INSERT INTO loyalty.PointsAwards (ActivityTypeId, Source, ActivityId) VALUES (@ActivityTypeId, @source, @ActivityId)", activity, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("Another host has just given these points.", refused);
        }

        await db.Execute("""
            INSERT INTO loyalty.PointsActivities (ActivityId, ActivityTypeId, MemberId, StoreId, Points, State, Note, RecordedById, RecordedByName, RecordedAt)
            VALUES (@ActivityId, @ActivityTypeId, @memberId, @StoreId, @Points, @State, '', @RecordedById, @RecordedByName, @RecordedAt)
            """, activity, cancellationToken);
        await Give(memberId, type.Points, at with { Reason = type.Name }, cancellationToken);
    }
}

/// <summary>An activity that gives points by itself.</summary>
internal sealed record AwardedType(long ActivityTypeId, string Name, long Points);
