using System.Runtime.CompilerServices;

namespace Store.Tests;

/// <summary>The sources of Store, for rules about them.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    public static string ModulesFolder => Path.Combine(Root, "src", "Modules");

    /// <summary>The names of the modules: Catalog, Checkout, ...</summary>
    public static IReadOnlyList<string> Modules { get; } = [.. Directory.GetDirectories(Path.Combine(Root, "src", "Modules")).Select(folder => Path.GetFileName(folder)["Store.".Length..]).Order(StringComparer.Ordinal)];

    /// <summary>Source files of a folder, without what the build made.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*.cs") => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>For each source file of a module, the schema its SQL may name. A name that two modules use is left out.</summary>
    public static IReadOnlyDictionary<string, string> SchemaByFile() => Modules
        .SelectMany(module => Files(Path.Combine(ModulesFolder, $"Store.{module}")).Select(file => (Name: Path.GetFileName(file), Schema: module.ToLowerInvariant())))
        .GroupBy(file => file.Name, StringComparer.Ordinal).Where(group => group.Select(file => file.Schema).Distinct(StringComparer.Ordinal).Count() == 1)
        .ToDictionary(group => group.Key, group => group.First().Schema, StringComparer.Ordinal);

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
