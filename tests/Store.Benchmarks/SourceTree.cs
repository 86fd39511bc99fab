using System.Diagnostics;

namespace Store.Benchmarks;

/// <summary>Finds things by their place in the repository.</summary>
internal static class SourceTree
{
    private static readonly Lazy<string> Root = new(() =>
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Store.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("Run the benchmarks from within the repository.");
    });

    private static readonly Lazy<string> Host = new(() =>
    {
        var assembly = PathOf("src/Store.Host/bin/Release/net10.0/Store.Host.dll");
        if (!File.Exists(assembly))
        {
            using var build = Process.Start("dotnet", ["build", PathOf("src/Store.Host"), "-c", "Release", "-v", "quiet", "-nologo"]);
            build.WaitForExit();
        }

        return assembly;
    });

    public static string PathOf(string inRepository) => Path.Combine(Root.Value, inRepository);

    /// <summary>The Release build of the host; built if it is not there.</summary>
    public static string HostAssembly() => Host.Value;
}
