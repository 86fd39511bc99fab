namespace Store.Members.Purchases;

/// <summary>
/// Scores members by recency, frequency and money: 5 for the best fifth of those who came within twelve months, 1 for the last and for all others. Equal figures have equal
/// scores. Works in ranges of members, each a transaction of its own. The steps are kept: a row that says <c>Scored</c> has the scores that they give to its figures.
/// </summary>
internal sealed class MemberScores(Db db, TimeProvider clock)
{
    public const string Task = "Scores";

    private const int MembersAtATime = 2000;
    private const int MonthsThatCount = 12;

    /// <summary>The first of the twelve months that count on a day.</summary>
    public static int FirstMonth(DateOnly day) => Months.First(day, MonthsThatCount);

    /// <summary>Scores all; says how many that are.</summary>
    public async Task<int> Run(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var from = FirstMonth(DateOnly.FromDateTime(now));
        await InRanges((after, last) => db.Execute("""
            UPDATE members.MemberFacts
            SET    YearVisits = COALESCE((SELECT SUM(m.Visits) FROM members.MemberMonths m WHERE m.MemberId = MemberFacts.MemberId AND m.Month >= @from), 0),
                   YearSpentMinor = COALESCE((SELECT SUM(m.SpentMinor) FROM members.MemberMonths m WHERE m.MemberId = MemberFacts.MemberId AND m.Month >= @from), 0),
                   Scored = 0
            WHERE  MemberId > @after AND MemberId <= @last
            """, new { from, after, last }, cancellationToken), cancellationToken);

        var (recency, frequency, money) = (await Recency(cancellationToken), await Frequency(cancellationToken), await Spend(cancellationToken));
        await db.Transact(async () =>
        {
            await db.Execute("DELETE FROM members.ScoreSteps", null, cancellationToken);
            return await db.Insert("INSERT INTO members.ScoreSteps (Score, LastVisit, YearVisits, YearSpentMinor) VALUES (@Score, @LastVisit, @YearVisits, @YearSpent)",
                [.. Enumerable.Range(2, 4).Select(score => new ScoreStep(score, recency[score], frequency[score], new Money(money[score])))], cancellationToken);
        }, cancellationToken);
        var scored = await InRanges((after, last) => db.Execute($"""
            UPDATE members.MemberFacts
            SET    RecencyScore = {Score("LastVisit")}, FrequencyScore = {Score("YearVisits")}, MoneyScore = {Score("YearSpentMinor")}, Scored = 1
            WHERE  MemberId > @after AND MemberId <= @last
            """, new { after, last }, cancellationToken), cancellationToken);
        await db.Transact(async () =>
        {
            await CareRun.Put(db, Task, now, 0, cancellationToken);
            return scored;
        }, cancellationToken);
        return scored;
    }

    /// <summary>The score that the steps give to a figure of a row of facts, as SQL.</summary>
    public static string Score(string figure) => $"COALESCE((SELECT MAX(s.Score) FROM members.ScoreSteps s WHERE MemberFacts.{figure} >= s.{figure}), 1)";

    private async Task<int> InRanges(Func<long, long, Task<int>> work, CancellationToken cancellationToken)
    {
        var all = 0;
        for (var after = 0L; await LastOfRange(after, cancellationToken) is { } last; after = last)
            all += await db.Transact(() => work(after, last), cancellationToken);
        return all;
    }

    private async Task<long?> LastOfRange(long after, CancellationToken cancellationToken) => (await db.Query<long>("""
        SELECT MemberId FROM members.MemberFacts WHERE MemberId > @after ORDER BY MemberId OFFSET 0 ROWS FETCH NEXT @MembersAtATime ROWS ONLY
        """, new { after, MembersAtATime }, cancellationToken)) is { Count: > 0 } range ? range[^1] : null;

    private async Task<Steps<DateOnly>> Recency(CancellationToken cancellationToken) => new(DateOnly.MaxValue, (await db.Query<DateStep>("""
        SELECT t.Score, MIN(t.LastVisit) AS LastVisit
        FROM   (SELECT LastVisit, 6 - NTILE(5) OVER (ORDER BY LastVisit DESC) AS Score FROM members.MemberFacts WHERE YearVisits > 0) t
        GROUP BY t.Score
        """, null, cancellationToken)).ToDictionary(step => step.Score, step => step.LastVisit));

    private async Task<Steps<long>> Frequency(CancellationToken cancellationToken) => new(long.MaxValue, (await db.Query<Step>("""
        SELECT t.Score, MIN(t.YearVisits) AS Value
        FROM   (SELECT YearVisits, 6 - NTILE(5) OVER (ORDER BY YearVisits DESC) AS Score FROM members.MemberFacts WHERE YearVisits > 0) t
        GROUP BY t.Score
        """, null, cancellationToken)).ToDictionary(step => step.Score, step => step.Value));

    private async Task<Steps<long>> Spend(CancellationToken cancellationToken) => new(long.MaxValue, (await db.Query<Step>("""
        SELECT t.Score, MIN(t.YearSpentMinor) AS Value
        FROM   (SELECT YearSpentMinor, 6 - NTILE(5) OVER (ORDER BY YearSpentMinor DESC) AS Score FROM members.MemberFacts WHERE YearVisits > 0) t
        GROUP BY t.Score
        """, null, cancellationToken)).ToDictionary(step => step.Score, step => step.Value));

    /// <summary>From which figure on each score is given; with fewer than five members the lower ones are given to nobody among them.</summary>
    private sealed record Steps<T>(T OutOfReach, IReadOnlyDictionary<long, T> From)
        where T : struct
    {
        public T this[int score] => From.TryGetValue(score, out var from) ? from : OutOfReach;
    }

    private sealed record Step(long Score, long Value);

    private sealed record ScoreStep(int Score, DateOnly LastVisit, long YearVisits, Money YearSpent);

    private sealed record DateStep(long Score, DateOnly LastVisit);
}
