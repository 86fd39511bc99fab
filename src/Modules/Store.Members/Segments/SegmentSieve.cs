using System.Globalization;
using System.Text;
using Dapper;
using Store.Contracts.Catalog;
using Store.Contracts.Chain;

namespace Store.Members.Segments;

/// <summary>Finds the members whom a segment's conditions hold for, in one statement of fixed pieces: each condition adds its piece and its parameters, and no text of anybody's.</summary>
internal sealed class SegmentSieve(Db db, IMediator mediator)
{
    private const int DaysInMonthAtMost = 31;
    private const int MonthInBirthday = 100;

    /// <summary>How many they are.</summary>
    public async Task<int> Count(SegmentConditions conditions, CancellationToken cancellationToken)
    {
        var sieve = await Of(conditions, cancellationToken);
        return (int)await db.Scalar<long>($"SELECT COUNT(*) FROM members.Members m WHERE m.State = 'Active'{sieve.Where}", sieve.Parameters, cancellationToken);
    }

    /// <summary>Whether a member is one of them.</summary>
    public async Task<bool> Has(SegmentConditions conditions, long memberId, CancellationToken cancellationToken)
    {
        var sieve = await Of(conditions, cancellationToken);
        sieve.Parameters.Add("memberId", memberId);
        return await db.Scalar<long>($"SELECT COUNT(*) FROM members.Members m WHERE m.State = 'Active' AND m.MemberId = @memberId{sieve.Where}", sieve.Parameters, cancellationToken) > 0;
    }

    /// <summary>A page of them in the order of their ids.</summary>
    public async Task<IReadOnlyList<long>> Page(SegmentConditions conditions, long after, int limit, CancellationToken cancellationToken)
    {
        var sieve = await Of(conditions, cancellationToken);
        sieve.Parameters.Add("after", after);
        sieve.Parameters.Add("limit", limit);
        return await db.Query<long>($"""
            SELECT m.MemberId
            FROM   members.Members m
            WHERE  m.State = 'Active' AND m.MemberId > @after{sieve.Where}
            ORDER BY m.MemberId
            OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
            """, sieve.Parameters, cancellationToken);
    }

    private async Task<Pieces> Of(SegmentConditions conditions, CancellationToken cancellationToken)
    {
        var today = await mediator.Send(new GetChainDay(), cancellationToken);
        var pieces = new Pieces();
        pieces.Add(" AND m.LevelId IN @levelIds", "levelIds", conditions.LevelIds);
        pieces.Add(" AND m.HomeStoreId IN @homeStoreIds", "homeStoreIds", conditions.HomeStoreIds);
        if (conditions.BirthMonth is { } month)
        {
            var first = (month == 0 ? today.Month : month) * MonthInBirthday;
            pieces.Add(" AND m.Birthday > @birthFrom", "birthFrom", first);
            pieces.Add(" AND m.Birthday <= @birthTo", "birthTo", first + DaysInMonthAtMost);
        }

        pieces.Add(" AND m.CreatedAt >= @memberFrom", "memberFrom", conditions.MemberFrom?.ToDateTime(TimeOnly.MinValue));
        pieces.Add(" AND m.CreatedAt < @memberTo", "memberTo", conditions.MemberTo?.AddDays(1).ToDateTime(TimeOnly.MinValue));
        pieces.Add(" AND m.MemberId IN (SELECT t.MemberId FROM members.MemberTags t WHERE t.Tag IN @tags)", "tags", conditions.Tags);
        pieces.Add(" AND m.MemberId IN (SELECT g.MemberId FROM members.GroupMembers g WHERE g.GroupId IN @groupIds)", "groupIds", conditions.GroupIds);
        AddFacts(pieces, conditions, today);
        AddAbsence(pieces, conditions, today);
        if (conditions.CategoryIds is { Count: > 0 } categories)
        {
            // With all below them they may be more than the 2,100 parameters that SQL Server takes, so they stand as figures.
            var ids = string.Join(", ", (await WithBelow(categories, cancellationToken)).Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));
            pieces.Add($"""
                 AND m.MemberId IN (SELECT b.MemberId FROM members.MemberGoods b WHERE b.CategoryId IN ({ids}) GROUP BY b.MemberId HAVING SUM(b.Times) >= @categoryTimes)
                """, "categoryTimes", conditions.CategoryTimes ?? 1);
        }

        pieces.Add("""
             AND EXISTS (SELECT 1 FROM members.MemberConsents c WHERE c.MemberId = m.MemberId AND c.Channel = @channel AND c.Given = 1
                         AND c.ConsentId = (SELECT MAX(l.ConsentId) FROM members.MemberConsents l WHERE l.MemberId = m.MemberId AND l.Channel = @channel))
            """, "channel", conditions.ConsentChannel);
        return pieces;
    }

    private static void AddFacts(Pieces pieces, SegmentConditions conditions, DateOnly today)
    {
        var facts = new Pieces();
        facts.Add(" AND f.RecencyScore >= @recencyFrom", "recencyFrom", conditions.RecencyFrom);
        facts.Add(" AND f.RecencyScore <= @recencyTo", "recencyTo", conditions.RecencyTo);
        facts.Add(" AND f.FrequencyScore >= @frequencyFrom", "frequencyFrom", conditions.FrequencyFrom);
        facts.Add(" AND f.FrequencyScore <= @frequencyTo", "frequencyTo", conditions.FrequencyTo);
        facts.Add(" AND f.MoneyScore >= @moneyFrom", "moneyFrom", conditions.MoneyFrom);
        facts.Add(" AND f.MoneyScore <= @moneyTo", "moneyTo", conditions.MoneyTo);
        facts.Add(" AND f.YearSpentMinor >= @yearSpentFrom", "yearSpentFrom", conditions.YearSpentFrom);
        facts.Add(" AND f.YearSpentMinor <= @yearSpentTo", "yearSpentTo", conditions.YearSpentTo);
        facts.Add(" AND f.SpentMinor >= @spentFrom", "spentFrom", conditions.SpentFrom);
        facts.Add(" AND f.SpentMinor <= @spentTo", "spentTo", conditions.SpentTo);
        facts.Add(" AND f.Visits >= @visitsFrom", "visitsFrom", conditions.VisitsFrom);
        facts.Add(" AND f.Visits <= @visitsTo", "visitsTo", conditions.VisitsTo);
        facts.Add(" AND f.LastVisit >= @visitedFrom", "visitedFrom", conditions.LastVisitWithinDays is { } within ? today.AddDays(-within) : null);
        if (facts.Where.Length == 0)
            return;
        pieces.Where.Append(" AND EXISTS (SELECT 1 FROM members.MemberFacts f WHERE f.MemberId = m.MemberId").Append(facts.Where).Append(')');
        pieces.Parameters.AddDynamicParams(facts.Parameters);
    }

    /// <summary>Who has never come has been away since the day they joined.</summary>
    private static void AddAbsence(Pieces pieces, SegmentConditions conditions, DateOnly today)
    {
        if (conditions.LastVisitBeforeDays is not { } days)
            return;
        var since = today.AddDays(-days);
        pieces.Add("""
             AND (EXISTS (SELECT 1 FROM members.MemberFacts v WHERE v.MemberId = m.MemberId AND v.LastVisit < @visitedBefore)
                  OR (m.CreatedAt < @joinedBefore AND NOT EXISTS (SELECT 1 FROM members.MemberFacts v WHERE v.MemberId = m.MemberId AND v.LastVisit IS NOT NULL)))
            """, "visitedBefore", since);
        pieces.Parameters.Add("joinedBefore", since.ToDateTime(TimeOnly.MinValue));
    }

    private async Task<IReadOnlyList<long>> WithBelow(IReadOnlyList<long> categoryIds, CancellationToken cancellationToken) =>
        [.. new CategoryBranches(await mediator.Send(new GetCategoryTree(), cancellationToken)).With(categoryIds)];

    private sealed class Pieces
    {
        public StringBuilder Where { get; } = new();

        public DynamicParameters Parameters { get; } = new();

        /// <summary>Adds a condition, if it is given.</summary>
        public void Add(string piece, string name, object? value)
        {
            if (value is null or System.Collections.ICollection { Count: 0 })
                return;
            Where.Append(piece);
            Parameters.Add(name, value);
        }
    }
}
