namespace Store.Benchmarks;

/// <summary>A folder for databases that goes when the benchmark ends.</summary>
internal sealed class TemporaryFolder(string parent) : IDisposable
{
    private readonly string path = Directory.CreateDirectory(Path.Combine(parent, $"store-benchmark-{Environment.ProcessId}")).FullName;

    public string File(string name) => Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
