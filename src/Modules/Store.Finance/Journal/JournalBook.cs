using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;

namespace Store.Finance.Journal;

/// <summary>
/// Writes entries and daily balances in the caller's transaction, a handful of statements for any number of entries. An event is posted once, whatever becomes of the
/// marks of its delivery: its id is unique in the journal.
/// </summary>
internal sealed class JournalBook(Db db, Ids ids)
{
    private const int EventsPerStatement = 250;
    private const int BalancesPerStatement = 50;

    private static readonly ConcurrentDictionary<int, string> Finds = new();
    private static readonly ConcurrentDictionary<int, string> Updates = new();

    /// <exception cref="InvalidOperationException">An entry does not balance; nothing may be posted from its event.</exception>
    public async Task Post(IEnumerable<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var toPost = entries.Where(entry => entry.Lines.Any()).DistinctBy(entry => entry.EventId).ToList();
        if (toPost.Find(entry => entry.Difference != Money.Zero) is { } odd)
            throw new InvalidOperationException($"The entry of event {odd.EventId} is off balance by {odd.Difference}.");
        var posted = await Posted(toPost, cancellationToken);
        toPost.RemoveAll(entry => posted.Contains(entry.EventId));
        if (toPost.Count == 0)
            return;

        var numbered = toPost.ConvertAll(entry => (EntryId: ids.Next(), Entry: entry));
        await db.Insert("""
            INSERT INTO finance.JournalEntries (EntryId, EventId, StoreId, BusinessDate, OccurredAt, Kind, DocumentId)
            VALUES (@EntryId, @EventId, @StoreId, @BusinessDate, @OccurredAt, @Kind, @DocumentId)
            """, numbered.ConvertAll(one => new
        {
            one.EntryId, one.Entry.EventId, one.Entry.StoreId, one.Entry.BusinessDate, one.Entry.OccurredAt, Kind = one.Entry.Kind.ToString(), one.Entry.DocumentId,
        }), cancellationToken);
        await db.Insert("""
            INSERT INTO finance.JournalLines (EntryId, LineNumber, AccountCode, DebitMinor, CreditMinor)
            VALUES (@EntryId, @LineNumber, @AccountCode, @Debit, @Credit)
            """, numbered.SelectMany(one => one.Entry.Lines.Select((line, index) => new
        {
            one.EntryId, LineNumber = index + 1, line.AccountCode, line.Debit, line.Credit,
        })).ToList(), cancellationToken);
        await AddToBalances(toPost, cancellationToken);
    }

    private async Task<HashSet<long>> Posted(List<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var posted = new HashSet<long>();
        foreach (var some in entries.Select(entry => entry.EventId).Chunk(EventsPerStatement))
            posted.UnionWith(await db.Query<long>("SELECT EventId FROM finance.JournalEntries WHERE EventId IN @some", new { some }, cancellationToken));
        return posted;
    }

    private async Task AddToBalances(List<JournalEntry> entries, CancellationToken cancellationToken)
    {
        // In the order of their key, so that two dispatchers wait for each other instead of deadlocking.
        var balances = entries.SelectMany(entry => entry.Lines.Select(line => (entry.StoreId, entry.BusinessDate, Line: line)))
            .GroupBy(one => new Key(one.StoreId, one.BusinessDate, one.Line.AccountCode), one => one.Line)
            .Select(lines => new Balance(lines.Key, Money.Sum(lines.Select(line => line.Debit)), Money.Sum(lines.Select(line => line.Credit))))
            .OrderBy(balance => balance.Key.StoreId).ThenBy(balance => balance.Key.BusinessDate).ThenBy(balance => balance.Key.AccountCode, StringComparer.Ordinal);
        foreach (var some in balances.Chunk(BalancesPerStatement))
        {
            await MakeRows(some, cancellationToken);
            await db.Execute(Updates.GetOrAdd(some.Length, UpdateOf), Parameters(some), cancellationToken);
        }
    }

    /// <summary>Locks the rows of these balances and adds the ones that are missing, empty.</summary>
    private async Task MakeRows(Balance[] balances, CancellationToken cancellationToken)
    {
        var there = await db.Query<Key>(Finds.GetOrAdd(balances.Length, FindOf), Parameters(balances), cancellationToken);
        try
        {
            await db.Insert("""
                INSERT INTO finance.DailyBalances (StoreId, BusinessDate, AccountCode, DebitMinor, CreditMinor)
                VALUES (@StoreId, @BusinessDate, @AccountCode, 0, 0)
                """, balances.Select(balance => balance.Key).Except(there).ToList(), cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("Another dispatcher has just opened one of these days.", refused);
        }
    }

    private static DynamicParameters Parameters(Balance[] balances)
    {
        var parameters = new DynamicParameters();
        for (var i = 0; i < balances.Length; i++)
        {
            parameters.Add(Name('S', i), balances[i].Key.StoreId);
            parameters.Add(Name('B', i), balances[i].Key.BusinessDate);
            parameters.Add(Name('A', i), balances[i].Key.AccountCode);
            parameters.Add(Name('D', i), balances[i].Debit.Minor);
            parameters.Add(Name('C', i), balances[i].Credit.Minor);
        }

        return parameters;
    }

    private static string FindOf(int count) => new StringBuilder("SELECT StoreId, BusinessDate, AccountCode\nFROM   finance.DailyBalances WITH (UPDLOCK, ROWLOCK)\nWHERE  ")
        .AppendJoin(" OR ", Enumerable.Range(0, count).Select(IsOne)).ToString();

    /// <summary>One UPDATE for several balances, each with figures of its own.</summary>
    private static string UpdateOf(int count)
    {
        var numbers = Enumerable.Range(0, count).ToArray();
        string Each(char figure) => string.Concat(numbers.Select(i => $" WHEN {IsOne(i)} THEN @{Name(figure, i)}"));
        return new StringBuilder()
            .Append("UPDATE finance.DailyBalances\nSET DebitMinor = DebitMinor + CASE").Append(Each('D')).Append(" END,")
            .Append("\n    CreditMinor = CreditMinor + CASE").Append(Each('C')).Append(" END\nWHERE ")
            .AppendJoin(" OR ", numbers.Select(IsOne)).ToString();
    }

    private static string IsOne(int i) => $"(StoreId = @{Name('S', i)} AND BusinessDate = @{Name('B', i)} AND AccountCode = @{Name('A', i)})";

    private static string Name(char figure, int i) => string.Create(CultureInfo.InvariantCulture, $"{figure}{i}");

    private sealed record Key(long StoreId, DateOnly BusinessDate, string AccountCode);

    private sealed record Balance(Key Key, Money Debit, Money Credit);
}
