using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Store.Benchmarks;

/// <summary>How many sales a host takes from tills that sell all at once, and what it costs beside bare statements.</summary>
internal static class CheckoutBenchmark
{
    private const int LinesPerSale = 10;
    private const int Goods = 500;
    private const int LivePromotions = 100;
    private const int Buyers = 500;
    private const int Rounds = 2;

    // Until then the runtime still compiles: on two busy cores that would be most of what is measured.
    private const int WarmUpSales = 5000;

    public static async Task<int> Run(string folder, int tills, TimeSpan duration, int? sales, bool promotions, bool members, CancellationToken cancellationToken)
    {
        using var files = new TemporaryFolder(folder);
        var database = files.File("store.db");
        await HostProcess.RunVerb(database, cancellationToken, "demo");
        using var host = await HostProcess.Serve(database, "Production", cancellationToken);
        var shop = new Shop(host.Address);
        await shop.SignIn(cancellationToken);
        var products = await shop.Goods(Goods, Till.Price, cancellationToken);
        var (registerId, shiftId) = await shop.Register("FLOOR", cancellationToken);
        var copy = Copy(database, files.File("floor.db"));
        using var floor = new Floor(copy, shop.StoreId, registerId, shiftId, products);
        var sellers = await Tills(host, shop, tills, products, cancellationToken);
        try
        {
            await SellAll(sellers, duration, WarmUpSales, cancellationToken);
            sellers.ForEach(till => till.Took.Clear());

            // Half of the floor before and half after, so that a machine that is busy with other things for a while weighs on both.
            var bare = RunFloor(floor, duration / 2, cancellationToken);
            var before = host.ProcessorTime;
            var clock = Stopwatch.StartNew();
            await SellAll(sellers, duration, sales, cancellationToken);
            clock.Stop();
            var processor = host.ProcessorTime - before;
            var memory = host.MemoryMegabytes;
            bare += RunFloor(floor, duration / 2, cancellationToken);

            var took = sellers.SelectMany(till => till.Took).ToList();
            var perSecond = took.Count / clock.Elapsed.TotalSeconds;
            Figures.Print("sales", took.Count);
            Figures.Print("sales/s", perSecond);
            Figures.Print("p50 ms", Figures.Percentile(took, 50));
            Figures.Print("p99 ms", Figures.Percentile(took, 99));
            Figures.Print("floor sales/s", bare.PerSecond);
            Figures.Print("floor p99 ms", Figures.Percentile(bare.Took, 99));
            Figures.Print("ratio", perSecond / bare.PerSecond);
            Figures.Print("host processor ms per sale", processor.TotalMilliseconds / took.Count);
            Figures.Print("floor processor ms per sale", bare.Processor.TotalMilliseconds / bare.Took.Count);
            Figures.Print("host memory MB", memory);
            if (members)
                await WithMembers(host, sellers, await shop.Members(Buyers, registerId, cancellationToken), duration, cancellationToken);
            if (promotions)
                await WithPromotions(shop, products, sellers, duration, sales, perSecond, cancellationToken);
        }
        finally
        {
            sellers.ForEach(till => till.Dispose());
        }

        foreach (var lines in (int[])[10, 20])
            Figures.Print($"statements per sale of {lines} lines", await StatementCount.OfSale(files.File($"counted-{lines}.db"), lines, toMember: false, cancellationToken));
        if (members)
            Figures.Print("statements per sale to a member", await StatementCount.OfSale(files.File("counted-member.db"), LinesPerSale, toMember: true, cancellationToken));
        return 0;
    }

    /// <summary>The same baskets sold to members and to passers-by in turn, so that a machine that is busy with other things for a while weighs on both.</summary>
    private static async Task WithMembers(HostProcess host, List<Till> sellers, long[] members, TimeSpan duration, CancellationToken cancellationToken)
    {
        void Serve(IReadOnlyList<long> people) => sellers.ForEach(till => till.Members = people);

        Serve(members);
        await SellAll(sellers, duration, WarmUpSales, cancellationToken);
        var (loyal, plain) = (new TurnFigures(), new TurnFigures());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var people in (IReadOnlyList<long>[])[members, []])
            {
                Serve(people);
                sellers.ForEach(till => till.Took.Clear());
                var before = host.ProcessorTime;
                await SellAll(sellers, duration / Rounds, sales: null, cancellationToken);
                (people.Count == 0 ? plain : loyal).Add(sellers.SelectMany(till => till.Took), host.ProcessorTime - before);
            }
        }

        Figures.Print("members sales/s", loyal.Took.Count / duration.TotalSeconds);
        Figures.Print("members p99 ms", Figures.Percentile(loyal.Took, 99));
        Figures.Print("members host processor ms per sale", loyal.ProcessorPerSale);
        Figures.Print("plain host processor ms per sale in turn", plain.ProcessorPerSale);
        Figures.Print("members-ratio", (double)loyal.Took.Count / plain.Took.Count);
    }

    /// <summary>The same tills once more in the same host, with promotions that the goods they sell are in.</summary>
    private static async Task WithPromotions(Shop shop, long[] products, List<Till> sellers, TimeSpan duration, int? sales, double plain, CancellationToken cancellationToken)
    {
        foreach (var promotion in Leaflet.Of(LivePromotions, products))
            await shop.Run(promotion, cancellationToken);
        await SellAll(sellers, duration, WarmUpSales, cancellationToken);
        sellers.ForEach(till => till.Took.Clear());
        var clock = Stopwatch.StartNew();
        await SellAll(sellers, duration, sales, cancellationToken);
        var took = sellers.SelectMany(till => till.Took).ToList();
        Figures.Print("promotions sales/s", took.Count / clock.Elapsed.TotalSeconds);
        Figures.Print("promotions p99 ms", Figures.Percentile(took, 99));
        Figures.Print("promotions-ratio", took.Count / clock.Elapsed.TotalSeconds / plain);
    }

    private static async Task<List<Till>> Tills(HostProcess host, Shop shop, int count, long[] products, CancellationToken cancellationToken)
    {
        var tills = new List<Till>();
        for (var i = 0; i < count; i++)
        {
            var (registerId, _) = await shop.Register($"T{i}", cancellationToken);
            tills.Add(new Till(host.Address, await shop.CashierToken(cancellationToken), shop.StoreId, registerId, products, i));
        }

        return tills;
    }

    private static Task SellAll(List<Till> tills, TimeSpan duration, int? sales, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var begun = 0;
        return Task.WhenAll(tills.ConvertAll(async till =>
        {
            await Task.Yield();
            while (sales is { } wanted ? Interlocked.Increment(ref begun) <= wanted : clock.Elapsed < duration)
                await till.Sell(LinesPerSale, cancellationToken);
        }));
    }

    private static FloorFigures RunFloor(Floor floor, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var took = new List<double>();
        while (clock.Elapsed < duration)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            floor.Sell(LinesPerSale);
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        process.Refresh();
        return new FloorFigures(took, clock.Elapsed, process.TotalProcessorTime - before);
    }

    private static string Copy(string database, string target)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @Target";
        command.Parameters.AddWithValue("@Target", target);
        command.ExecuteNonQuery();
        return target;
    }

    private sealed class TurnFigures
    {
        private TimeSpan processor;

        public List<double> Took { get; } = [];

        public double ProcessorPerSale => processor.TotalMilliseconds / Took.Count;

        public void Add(IEnumerable<double> took, TimeSpan used)
        {
            Took.AddRange(took);
            processor += used;
        }
    }

    private sealed record FloorFigures(IReadOnlyList<double> Took, TimeSpan Span, TimeSpan Processor)
    {
        public double PerSecond => Took.Count / Span.TotalSeconds;

        public static FloorFigures operator +(FloorFigures one, FloorFigures other) =>
            new([.. one.Took, .. other.Took], one.Span + other.Span, one.Processor + other.Processor);
    }
}
