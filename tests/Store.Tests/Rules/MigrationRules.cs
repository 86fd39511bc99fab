using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Store.Migrations;

namespace Store.Tests.Rules;

/// <summary>What keeps the database's history readable and the same everywhere.</summary>
internal static partial class MigrationRules
{
    /// <summary>What is wrong with the name and place of a migration.</summary>
    /// <param name="path">Its path under <c>migrations</c>, with forward slashes.</param>
    /// <param name="source">Its text.</param>
    public static IEnumerable<string> NameFaults(string path, string source)
    {
        var file = FileName().Match(path);
        if (!file.Success || !DateOnly.TryParseExact(file.Groups["date"].Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            yield return $"{path} is not named Module/YYYYMMDDNNNN_Module_What.cs";
            yield break;
        }

        var (folder, id, name) = (file.Groups["folder"].Value, Path.GetFileNameWithoutExtension(path), file.Groups["name"].Value);
        if (!name.StartsWith(folder + "_", StringComparison.Ordinal))
            yield return $"{path} belongs to another module's folder";
        if (MigrationId().Match(source).Groups["id"].Value != id)
            yield return $"{path} does not say [Migration(\"{id}\")]";
        if (!Regex.IsMatch(source, $@"\bclass\s+{name}\s*:\s*StoreMigration\b", RegexOptions.None, TimeSpan.FromSeconds(1)))
            yield return $"{path} does not hold the class {name}";
    }

    /// <summary>Numbers that more than one migration has.</summary>
    public static IEnumerable<string> Doubles(IEnumerable<string> ids) => ids.GroupBy(id => id[..12], StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    /// <summary>What differs between the migrations that have been released and those that are there.</summary>
    /// <param name="released">The lines of <c>released.txt</c>.</param>
    /// <param name="files">Path and text of every migration.</param>
    public static IEnumerable<string> ReleaseFaults(IReadOnlyList<string> released, IReadOnlyDictionary<string, string> files)
    {
        var hashes = released.Select(line => line.Split("  ", 2)).ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
        var last = hashes.Keys.Select(IdOf).Max(StringComparer.Ordinal);
        foreach (var (path, hash) in hashes)
        {
            if (!files.TryGetValue(path, out var source))
                yield return $"{path} has been released and is gone; databases out there have run it";
            else if (Hash(source) != hash)
                yield return $"{path} has been released and must not be edited; undo that and write a new migration";
        }

        foreach (var (path, source) in files.Where(file => !hashes.ContainsKey(file.Key)))
        {
            yield return string.CompareOrdinal(IdOf(path), last) <= 0
                ? $"{path} is older than what has been released ({last}); give it a later number"
                : $"{path} is new; once it is finished, add this line to migrations/released.txt:\n{Hash(source)}  {path}";
        }
    }

    /// <summary>The same on every machine, whatever git makes of line endings.</summary>
    public static string Hash(string source) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.ReplaceLineEndings("\n"))));

    private static string IdOf(string path) => Path.GetFileNameWithoutExtension(path);

    [GeneratedRegex(@"^(?<folder>[A-Z]\w*)/(?<date>\d{8})\d{4}_(?<name>[A-Z][A-Za-z]*_\w+)\.cs$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();

    [GeneratedRegex("""\[Migration\("(?<id>[^"]*)"\)\]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MigrationId();
}

/// <summary>The rules over every migration that there is.</summary>
public sealed class MigrationRulesTests
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "migrations");

    private static readonly Dictionary<string, string> Files = Directory.GetDirectories(Folder).SelectMany(folder => SourceTree.Files(folder))
        .ToDictionary(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);

    [Fact]
    public void A_migration_is_named_by_day_module_and_what_it_does() => Assert.Empty(Files.SelectMany(file => MigrationRules.NameFaults(file.Key, file.Value)));

    [Fact]
    public void A_number_is_given_once_and_every_file_is_compiled()
    {
        Assert.Empty(MigrationRules.Doubles(Schema.Known));
        Assert.Equal(Files.Keys.Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal), Schema.Known);
    }

    [Fact]
    public void A_released_migration_stays_as_it_is() =>
        Assert.Empty(MigrationRules.ReleaseFaults(File.ReadAllLines(Path.Combine(Folder, "released.txt")), Files));

    [Fact]
    public void The_rules_see_what_they_are_for()
    {
        const string Good = """
            [Migration("202611210010_Chain_Create")]
            public sealed class Chain_Create : StoreMigration
            """;
        Assert.Empty(MigrationRules.NameFaults("Chain/202611210010_Chain_Create.cs", Good));
        Assert.Equal(["Chain/20261121_Create.cs is not named Module/YYYYMMDDNNNN_Module_What.cs"], MigrationRules.NameFaults("Chain/20261121_Create.cs", Good));
        Assert.Equal(["Chain/202613210010_Chain_Create.cs is not named Module/YYYYMMDDNNNN_Module_What.cs"], MigrationRules.NameFaults("Chain/202613210010_Chain_Create.cs", Good));
        Assert.Equal(["Catalog/202611210010_Chain_Create.cs belongs to another module's folder"], MigrationRules.NameFaults("Catalog/202611210010_Chain_Create.cs", Good));
        Assert.Equal(
            ["Chain/202611210011_Chain_Create.cs does not say [Migration(\"202611210011_Chain_Create\")]"], MigrationRules.NameFaults("Chain/202611210011_Chain_Create.cs", Good));
        Assert.Equal(["202611210010"], MigrationRules.Doubles(["202611210010_Chain_Create", "202611210010_Chain_More", "202611210011_Chain_Yet"]));

        var files = new Dictionary<string, string>(StringComparer.Ordinal) { ["Chain/202611210010_Chain_Create.cs"] = Good };
        var released = $"{MigrationRules.Hash(Good)}  Chain/202611210010_Chain_Create.cs";
        Assert.Empty(MigrationRules.ReleaseFaults([released], files));
        Assert.Empty(MigrationRules.ReleaseFaults([released], files.ToDictionary(file => file.Key, file => file.Value.ReplaceLineEndings("\r\n"), StringComparer.Ordinal)));
        Assert.Contains("must not be edited", Assert.Single(MigrationRules.ReleaseFaults([released], files.ToDictionary(file => file.Key, file => file.Value + " ", StringComparer.Ordinal))), StringComparison.Ordinal);
        Assert.Contains("is gone", Assert.Single(MigrationRules.ReleaseFaults([released], new Dictionary<string, string>())), StringComparison.Ordinal);
        files["Chain/202611210009_Chain_Late.cs"] = Good;
        Assert.Contains("later number", Assert.Single(MigrationRules.ReleaseFaults([released], files)), StringComparison.Ordinal);
        files.Remove("Chain/202611210009_Chain_Late.cs");
        files["Chain/202611220001_Chain_More.cs"] = Good;
        Assert.Contains($"{MigrationRules.Hash(Good)}  Chain/202611220001_Chain_More.cs", Assert.Single(MigrationRules.ReleaseFaults([released], files)), StringComparison.Ordinal);
    }
}
