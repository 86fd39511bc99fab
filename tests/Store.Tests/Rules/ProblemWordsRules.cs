using System.Text.Json;
using System.Text.RegularExpressions;
using Store.Devices.Scales;

namespace Store.Tests.Rules;

/// <summary>Every refusal has a stable code, and the web app has words for it in each of its languages.</summary>
internal static partial class ProblemWordsRules
{
    /// <summary>Code whose every such word is a problem of a till's devices, apart from what is noted and where it is kept.</summary>
    private static readonly string[] OfDevices = ["Store.Devices", "Store.DeviceService"];

    /// <summary>The codes that a source file refuses with.</summary>
    public static IEnumerable<string> Codes(string file, string source)
    {
        foreach (Match thing in Missing().Matches(source))
            yield return $"{thing.Groups["thing"].Value}.not_found";
        foreach (var code in Refusal().Matches(source).SelectMany(refusal => Word().Matches(refusal.Groups["first"].Value)))
            yield return code.Groups["code"].Value;
        if (!OfDevices.Any(part => file.Contains(part, StringComparison.Ordinal)))
            yield break;
        foreach (var code in source.Split('\n').Where(line => !NoProblem().IsMatch(line)).SelectMany(line => Word().Matches(line)))
            yield return code.Groups["code"].Value;
    }

    /// <summary>The codes that a language has words for: those of problems, and of why a device is as it is.</summary>
    public static IReadOnlySet<string> Words(string language) => SourceTree.Files(Path.Combine(SourceTree.Root, "src", "Store.Web", "src"), $"{language}.json")
        .SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject().Where(part => part.Name is "problem" or "reasons").SelectMany(part => Leaves(part.Value, "")))
        .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Leaves(JsonElement words, string path) => words.ValueKind == JsonValueKind.String
        ? [path]
        : words.EnumerateObject().SelectMany(word => Leaves(word.Value, path.Length == 0 ? word.Name : $"{path}.{word.Name}"));

    [GeneratedRegex("new NotFound\\(\\s*\"(?<thing>[a-z_]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Missing();

    /// <summary>Up to the first comma after it: a code, or a choice between some.</summary>
    [GeneratedRegex("\\b(?:RuleBroken|Conflict|Forbidden|NotSignedIn|OutOfReach|DeviceProblem|LinkFailed)\\b(?:\\?? [^;\\n]*?(?:=>|=|\\?\\?) new)?\\((?<first>[^,;]*),", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refusal();

    [GeneratedRegex("(?<!\\$)\"(?<code>[a-z][a-z_]*\\.[a-z][a-z_]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex("///|\\bNote\\(|\\.json|\"devices\\.", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoProblem();
}

/// <summary>The rules over all modules.</summary>
public sealed class ProblemWordsRulesTests
{
    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("zh-Hant")]
    [InlineData("en")]
    public void The_web_app_has_words_for_every_refusal(string language)
    {
        var words = ProblemWordsRules.Words(language);

        var missing = SourceTree.Files(Path.Combine(SourceTree.Root, "src")).SelectMany(file => ProblemWordsRules.Codes(file, File.ReadAllText(file)))
            .Concat(Enum.GetValues<WeightRefusal>().Select(why => new WeightRefused(why, new ScaleReading(ScaleState.Silent)).Code))
            .Distinct(StringComparer.Ordinal).Where(code => !words.Contains(code)).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, $"No words in {language}: {string.Join(", ", missing)}");
    }

    [Fact]
    public void The_rules_see_what_they_are_for()
    {
        Assert.Equal(["goods.not_found"], ProblemWordsRules.Codes("A.cs", "throw new NotFound(\"goods\", 7);"));
        Assert.Equal(["price.unchanged"], ProblemWordsRules.Codes("A.cs", "throw new Conflict(\"price.unchanged\", $\"{sku} costs that.\");"));
        Assert.Equal(["shift.closed", "shift.ended"], ProblemWordsRules.Codes("A.cs", "throw new Conflict(\n    isClosed ? \"shift.closed\" : \"shift.ended\", \"It has ended.\");"));
        Assert.Equal(["stock.too_large"], ProblemWordsRules.Codes("A.cs", "private static RuleBroken TooLarge() => new(\"stock.too_large\", \"Too much.\");"));
        Assert.Equal(["job.late"], ProblemWordsRules.Codes("Store.Devices/A.cs", "Fail(job, \"job.late\");\naudit.Note(\"job.failed\");"));
        Assert.Empty(ProblemWordsRules.Codes("A.cs", "var mail = \"member.mail\";"));
        Assert.DoesNotContain("price.of_gold", ProblemWordsRules.Words("en"));
        Assert.Contains("link.lost", ProblemWordsRules.Words("en"));
    }
}
