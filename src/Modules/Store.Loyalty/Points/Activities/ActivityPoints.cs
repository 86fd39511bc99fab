using System.Data.Common;
using Store.Loyalty.Points.Ledger;

namespace Store.Loyalty.Points.Activities;

/// <summary>Gives points for something other than a sale: an activity, or an instalment of a top-up.</summary>
internal sealed class ActivityPoints(Db db, Ids ids, Caller caller, PointsBook book, Outbox outbox)
{
    public const string Waiting = "Waiting";
    public const string Approved = "Approved";
    public const string Refused = "Refused";

    public async Task Give(long memberId, long points, PointsMoment at, CancellationToken cancellationToken, PointsEntryKind kind = PointsEntryKind.Activity)
    {
        var (account, scheme) = await book.OpenToReceive(memberId, cancellationToken);
        account.Come(kind, points, vestsAt: null, scheme.Program.ExpiresAt(at.OccurredAt), at);
        await book.Save([account], cancellationToken);
        await outbox.Add(PointsBook.Moved(account.Entries[0].EntryId, at, scheme.Program, account.Entries), cancellationToken);
    }

    /// <summary>What members get points for by itself on an occasion.</summary>
    public Task<IReadOnlyList<AwardedType>> On(ActivityOccasion occasion, CancellationToken cancellationToken) => db.Query<AwardedType>("""
        SELECT ActivityTypeId, Name, Points, LevelId, DailyAtMost, TotalAtMost FROM loyalty.PointsActivityTypes WHERE Occasion = @occasion AND Active = 1 ORDER BY ActivityTypeId
        """, new { occasion = occasion.ToString() }, cancellationToken);

    /// <summary>Which of these sources have got the points of a type already.</summary>
    public async Task<IReadOnlySet<string>> Had(long activityTypeId, IReadOnlyCollection<string> sources, CancellationToken cancellationToken) => (await db.Query<string>("""
        SELECT Source FROM loyalty.PointsAwards WHERE ActivityTypeId = @activityTypeId AND Source IN @sources
        """, new { activityTypeId, sources }, cancellationToken)).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Whether a member may still have points for an activity, that day and in all. Every till that asks changes the same row first, so that of those that ask at once each counts what
    /// the others have recorded. What was refused is not counted.
    /// </summary>
    public async Task<bool> MayDo(long activityTypeId, int? dailyAtMost, int? totalAtMost, long memberId, PointsMoment at, CancellationToken cancellationToken)
    {
        if (dailyAtMost is null && totalAtMost is null)
            return true;
        var who = new { memberId, activityTypeId, at.BusinessDate };
        if (await db.Execute("UPDATE loyalty.PointsActivityTurns SET Turns = Turns + 1 WHERE MemberId = @memberId AND ActivityTypeId = @activityTypeId", who, cancellationToken) == 0)
        {
            try
            {
                await db.Execute("INSERT INTO loyalty.PointsActivityTurns (MemberId, ActivityTypeId, Turns) VALUES (@memberId, @activityTypeId, 1)", who, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("Another till has just recorded the member's first activity of this kind.", refused);
            }
        }

        var done = (await db.Find<Done>("""
            SELECT COUNT(*) AS InAll, COALESCE(SUM(CASE WHEN BusinessDate = @BusinessDate THEN 1 ELSE 0 END), 0) AS ThatDay
            FROM   loyalty.PointsActivities
            WHERE  MemberId = @memberId AND ActivityTypeId = @activityTypeId AND State <> 'Refused'
            """, who, cancellationToken))!;
        return done.ThatDay < (dailyAtMost ?? long.MaxValue) && done.InAll < (totalAtMost ?? long.MaxValue);
    }

    /// <summary>Gives the points of a type for a source that has not got them; its row is unique, so that of two hosts one gives them. Nothing where the member has had them often enough.</summary>
    public async Task Award(AwardedType type, string source, long memberId, PointsMoment at, CancellationToken cancellationToken)
    {
        if (!await MayDo(type.ActivityTypeId, type.DailyAtMost, type.TotalAtMost, memberId, at, cancellationToken))
            return;
        var activity = new
        {
            ActivityId = ids.Next(), type.ActivityTypeId, source, memberId, at.StoreId, type.Points, State = Approved, RecordedById = caller.UserId, RecordedByName = caller.Name, RecordedAt = at.OccurredAt,
            at.BusinessDate,
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
            INSERT INTO loyalty.PointsActivities (ActivityId, ActivityTypeId, MemberId, StoreId, Points, State, Note, RecordedById, RecordedByName, RecordedAt, BusinessDate)
            VALUES (@ActivityId, @ActivityTypeId, @memberId, @StoreId, @Points, @State, '', @RecordedById, @RecordedByName, @RecordedAt, @BusinessDate)
            """, activity, cancellationToken);
        await Give(memberId, type.Points, at with { Reason = type.Name }, cancellationToken);
    }

    private sealed record Done(long InAll, long ThatDay);
}

/// <summary>An activity that gives points by itself.</summary>
internal sealed record AwardedType(long ActivityTypeId, string Name, long Points, long? LevelId, int? DailyAtMost, int? TotalAtMost);
