namespace Store.Benchmarks;

/// <summary>How long a host takes from its start to its first good answer.</summary>
internal static class StartupBenchmark
{
    private const int Starts = 5;

    public static async Task<int> Run(string folder, CancellationToken cancellationToken)
    {
        using var files = new TemporaryFolder(folder);
        var database = files.File("store.db");
        using (var first = await HostProcess.Serve(database, "Development", cancellationToken))
            Figures.Print("first start with demo data s", first.StartTook.TotalSeconds);

        var took = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            using var host = await HostProcess.Serve(database, "Production", cancellationToken);
            took.Add(host.StartTook.TotalSeconds);
        }

        Figures.Print("start s", Figures.Percentile(took, 50));
        return 0;
    }
}
