using Store.Kernel.Verification;

namespace Store.Members.Purchases;

/// <summary>Scores against the steps of the run that gave them; of members who have bought since there is nothing to say until the next run.</summary>
internal sealed class ScoresFitTheirFigures(Db db) : IInvariant
{
    private const int BreaksToTell = 20;

    public string Name => "Members have the scores that their visits and spend call for";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) => [.. (await db.Query<Row>($"""
        SELECT MemberId, RecencyScore, FrequencyScore, MoneyScore, {MemberScores.Score("LastVisit")} AS Recency, {MemberScores.Score("YearVisits")} AS Frequency,
               {MemberScores.Score("YearSpentMinor")} AS Money
        FROM   members.MemberFacts
        WHERE  Scored = 1
          AND (RecencyScore <> {MemberScores.Score("LastVisit")} OR FrequencyScore <> {MemberScores.Score("YearVisits")} OR MoneyScore <> {MemberScores.Score("YearSpentMinor")})
        ORDER BY MemberId
        OFFSET 0 ROWS FETCH NEXT @BreaksToTell ROWS ONLY
        """, new { BreaksToTell }, cancellationToken)).Select(row =>
            $"Member {row.MemberId}: scores {row.RecencyScore}, {row.FrequencyScore} and {row.MoneyScore}; the figures call for {row.Recency}, {row.Frequency} and {row.Money}.")];

    private sealed record Row(long MemberId, int RecencyScore, int FrequencyScore, int MoneyScore, long Recency, long Frequency, long Money);
}
