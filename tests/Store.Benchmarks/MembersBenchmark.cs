using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Store.Kernel.Database;
using Store.Kernel.Privacy;
using Store.Kernel.Values;

namespace Store.Benchmarks;

/// <summary>A chain of many members on the embedded engine: finding one by phone and by card, and counting those whom five conditions hold for.</summary>
internal static class MembersBenchmark
{
    // The host lets nobody try numbers out: a person looks up 120 a minute.
    private const int TimesLookedUp = 110;
    private const int WarmUp = 20;
    private const int SegmentRuns = 5;
    private const int RowsInTransaction = 50_000;
    private const long FirstMemberId = 1_000_000;

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    public static async Task<int> Run(string folder, int members, CancellationToken cancellationToken)
    {
        using var files = new TemporaryFolder(folder);
        var database = files.File("store.db");
        await HostProcess.RunVerb(database, cancellationToken, "demo");
        var clock = Stopwatch.StartNew();
        Fill(database, members);
        Figures.Print("members filled s", clock.Elapsed.TotalSeconds);

        using var host = await HostProcess.Serve(database, "Production", cancellationToken);
        var shop = new Shop(host.Address);
        await shop.SignIn(cancellationToken);
        var token = await shop.CashierToken(cancellationToken);
        var times = await LookUps(host.Address, token, members, cancellationToken);
        Figures.Print("members look-up p50 ms", Figures.Percentile(times, 50));
        Figures.Print("members look-up p99 ms", Figures.Percentile(times, 99));

        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await Count("members segment s", new
        {
            levelIds = new[] { 1, 2 }, tags = new[] { "tag3" }, yearSpentFrom = 500m, lastVisitWithinDays = 90, consentChannel = "Sms",
        });
        await Count("members segment by scores s", new { recencyFrom = 4, frequencyFrom = 3, moneyFrom = 3, birthMonth = 5, memberFrom = Today.AddYears(-2) });
        await Count("members segment by goods s", new { levelIds = new[] { 1, 2, 3 }, visitsFrom = 10, categoryIds = new[] { 7 }, categoryTimes = 2, consentChannel = "Sms", spentFrom = 100m });
        return 0;

        async Task Count(string what, object conditions)
        {
            var (worst, found) = (0d, 0);
            for (var run = 0; run < SegmentRuns; run++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await client.PostAsJsonAsync("/api/members/segments/count", new { conditions }, ValueJson.Stored, cancellationToken);
                var counted = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Counted>(cancellationToken);
                (worst, found) = (Math.Max(worst, Stopwatch.GetElapsedTime(started).TotalSeconds), counted!.Members);
            }

            Figures.Print(what, worst);
            Figures.Print($"{what[..^2]} found", found);
        }
    }

    private static async Task<IReadOnlyList<double>> LookUps(Uri address, string token, int members, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var times = new List<double>();
        for (var i = 0; i < TimesLookedUp; i++)
        {
            var number = (int)(i * 7919L % members);
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsJsonAsync("/api/members/members/lookup", new { code = i % 2 == 0 ? Phone(number) : Card(number) }, ValueJson.Stored, cancellationToken);
            await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken);
            if (i >= WarmUp)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }

    /// <summary>Writes the rows that registering, selling and consenting would have left.</summary>
    private static void Fill(string database, int members)
    {
        var options = new DatabaseOptions(Engine.Sqlite, $"Data Source={database}", $"Data Source={database}");
        var personal = new PersonalData(new KeyRing(new ConfigurationBuilder().Build(), options));
        using var connection = new SqliteConnection(options.ConnectionString);
        connection.Open();
        Run(connection, "PRAGMA synchronous = OFF");
        for (var level = 1; level <= 4; level++)
            Run(connection, $"INSERT INTO MemberLevels (LevelId, Name, Rank, Version) VALUES ({level}, 'level {level}', {level}, 1)");
        for (var from = 0; from < members; from += RowsInTransaction)
        {
            using var transaction = connection.BeginTransaction();
            using var rows = new Rows(connection, transaction);
            for (var i = from; i < Math.Min(members, from + RowsInTransaction); i++)
                rows.Add(i, personal);
            transaction.Commit();
        }

        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Phone(int i) => $"139{i:D8}";

    private static string Card(int i) => $"CARD{i:D8}";

    private sealed record Counted(int Members);

    /// <summary>The statements for one member after the other.</summary>
    private sealed class Rows(SqliteConnection connection, SqliteTransaction transaction) : IDisposable
    {
        private readonly SqliteCommand member = Prepared(connection, transaction, "INSERT INTO Members (MemberId, Number, Name, HomeStoreId, CreatedAt, Version, LevelId, State, Birthday) VALUES ($0, $1, $2, 1, $3, 1, $4, 'Active', $5)", 6);
        private readonly SqliteCommand contact = Prepared(connection, transaction, "INSERT INTO MemberContacts (MemberId, Kind, Sealed, ExactIndex, LastDigitsIndex, ChangedAt) VALUES ($0, 'Phone', $1, $2, $3, $4)", 5);
        private readonly SqliteCommand card = Prepared(connection, transaction, "INSERT INTO MemberCards (Code, MemberId, Batch, State, IssuedAt, ChangedAt) VALUES ($0, $1, '', 'Active', $2, $2)", 3);
        private readonly SqliteCommand tag = Prepared(connection, transaction, "INSERT INTO MemberTags (Tag, MemberId) VALUES ($0, $1)", 2);
        private readonly SqliteCommand consent = Prepared(connection, transaction, "INSERT INTO MemberConsents (ConsentId, MemberId, Channel, Given, Source, SaidAt, TakenBy, TakenByName) VALUES ($0, $1, 'Sms', $2, 'till', $3, 0, '')", 4);
        private readonly SqliteCommand fact = Prepared(connection, transaction, "INSERT INTO MemberFacts (MemberId, Visits, Returns, SpentMinor, GrowthMilli, FirstVisit, LastVisit, YearVisits, YearSpentMinor, RecencyScore, FrequencyScore, MoneyScore) VALUES ($0, $1, 0, $2, 0, $3, $4, $1, $2, $5, $6, $7)", 8);
        private readonly SqliteCommand goods = Prepared(connection, transaction, "INSERT INTO MemberGoods (MemberId, ProductId, CategoryId, Times, QuantityMilli, SpentMinor, LastBought) VALUES ($0, $1, $2, $3, 1000, 100, $4)", 5);

        public void Add(int i, PersonalData personal)
        {
            var memberId = FirstMemberId + i;
            var created = Today.AddDays(-(i % 1500)).ToDateTime(TimeOnly.MinValue);
            var (phone, visited) = (Phone(i), Today.AddDays(-(int)(i * 31L % 365)));
            Do(member, memberId, $"M{i:D8}", $"会员 {i}", created, i % 5 == 0 ? DBNull.Value : i % 4 + 1, ((i % 12 + 1) * 100) + (i % 28) + 1);
            Do(contact, memberId, personal.Seal("member.phone", phone), personal.Index("member.phone", phone), personal.Index("member.phone.last", phone[^4..]), created);
            Do(card, Card(i), memberId, created);
            Do(tag, $"tag{i % 7}", memberId);
            Do(tag, $"tag{(i % 7) + 7}", memberId);
            Do(consent, memberId, memberId, i % 3 != 0, created);
            var visits = i * 13 % 40;
            Do(fact, memberId, visits, visits * 3700L, visited.AddYears(-1), visited, (i % 5) + 1, (i / 5 % 5) + 1, (i / 25 % 5) + 1);
            for (var product = 0; product < 3; product++)
                Do(goods, memberId, (i * 7 % 500) + product, ((i * 7) + product) % 40, (i % 5) + 1, visited);
        }

        public void Dispose()
        {
            foreach (var command in new[] { member, contact, card, tag, consent, fact, goods })
                command.Dispose();
        }

        private static SqliteCommand Prepared(SqliteConnection connection, SqliteTransaction transaction, string sql, int parameters)
        {
            var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            for (var i = 0; i < parameters; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            return command;
        }

        private static void Do(SqliteCommand command, params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i] is DateOnly date ? date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : values[i];
            command.ExecuteNonQuery();
        }
    }
}
