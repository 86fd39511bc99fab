using Store.Members.Purchases;

namespace Store.Members.Levels;

/// <summary>The levels that are earned, and which of them a member's months come to.</summary>
internal sealed class LevelLadder(IReadOnlyList<LevelLadder.Rung> rungs)
{
    private readonly Dictionary<long, Rung> byId = rungs.ToDictionary(rung => rung.LevelId);
    private readonly IReadOnlyList<Rung> earned = [.. rungs.Where(rung => rung.EntryKind is LevelEntry.Spend or LevelEntry.Growth).OrderByDescending(rung => rung.Rank)];

    public static async Task<LevelLadder> Read(Db db, CancellationToken cancellationToken) => new(await db.Query<Rung>("""
        SELECT LevelId, Name, Rank, EntryKind, EntryMilli, WindowMonths FROM members.MemberLevels
        """, null, cancellationToken));

    /// <summary>Whether any level is earned at all.</summary>
    public bool HasRules => earned.Count > 0;

    /// <summary>Whether a level is kept only by what earns it; none at all may be risen from.</summary>
    public bool IsEarned(long? levelId) => levelId is not { } id || byId[id].EntryKind is LevelEntry.Spend or LevelEntry.Growth;

    public int RankOf(long? levelId) => levelId is { } id ? byId[id].Rank : -1;

    public string? NameOf(long? levelId) => levelId is { } id ? byId[id].Name : null;

    /// <summary>The highest level that the months of one member come to; null for none.</summary>
    public long? Earned(IEnumerable<MonthFigures> months, DateOnly today)
    {
        var all = months as IReadOnlyCollection<MonthFigures> ?? [.. months];
        return earned.Where(rung => rung.IsReached(all, today)).Select(rung => (long?)rung.LevelId).FirstOrDefault();
    }

    /// <summary>What some members have spent and earned in the months that count for any level.</summary>
    public async Task<ILookup<long, MonthFigures>> Figures(Db db, IReadOnlyCollection<long> memberIds, DateOnly today, CancellationToken cancellationToken) => (await db.Query<MonthFigures>("""
        SELECT MemberId, Month, SpentMinor, GrowthMilli FROM members.MemberMonths WHERE MemberId IN @memberIds AND Month >= @from
        """, new { memberIds, from = Months.First(today, earned.Max(rung => rung.WindowMonths)) }, cancellationToken)).ToLookup(month => month.MemberId);

    internal sealed record Rung(long LevelId, string Name, int Rank, string EntryKind, Quantity Entry, int WindowMonths)
    {
        private const int MilliPerMinor = 10;

        public bool IsReached(IEnumerable<MonthFigures> months, DateOnly today)
        {
            var from = Months.First(today, WindowMonths);
            var within = months.Where(month => month.Month >= from);
            return Entry.Milli <= (EntryKind == LevelEntry.Spend ? within.Sum(month => month.Spent.Minor * MilliPerMinor) : within.Sum(month => month.Growth.Milli));
        }
    }
}

/// <summary>One month of one member.</summary>
internal sealed record MonthFigures(long MemberId, int Month, Money Spent, Quantity Growth);
