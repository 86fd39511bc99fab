using System.Globalization;

namespace Store.Benchmarks;

/// <summary>How fast a file of sales is taken over, the books included, by the verb as people run it.</summary>
internal static class ImportBenchmark
{
    public static async Task<int> Run(string folder, string? file, CancellationToken cancellationToken)
    {
        using var files = new TemporaryFolder(folder);
        var database = files.File("store.db");
        await HostProcess.RunVerb(database, cancellationToken, "demo");
        var (output, took, peak) = await HostProcess.RunVerb(
            database, cancellationToken, "import", "sales", Path.GetFullPath(file ?? SourceTree.PathOf("tests/data/online-retail-sample.csv")),
            "--map", SourceTree.PathOf("tests/data/online-retail.map.json"), "--store", "S01");
        Console.Write(output);
        var rows = double.Parse(output.Split('\n').First(line => line.StartsWith("rows: ", StringComparison.Ordinal))["rows: ".Length..], CultureInfo.InvariantCulture);
        Figures.Print("s", took.TotalSeconds);
        Figures.Print("rows/s", rows / took.TotalSeconds);
        Figures.Print("peak memory MB", peak);
        return 0;
    }
}
