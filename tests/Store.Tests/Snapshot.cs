using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Store.Tests;

/// <summary>
/// Compares a text with the one that was accepted before, <c>Class.Method.name.verified.txt</c> beside the test. What differs from run to run is put aside first. A text that is
/// new or changed is written to <c>.received.txt</c>; accepting it is renaming the file.
/// </summary>
internal static class Snapshot
{
    public static void Match(
        string text, string name, (string Pattern, string Instead)[] hide, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        foreach (var (pattern, instead) in hide)
            text = Regex.Replace(text, pattern, instead, RegexOptions.None, TimeSpan.FromSeconds(1));
        text = text.ReplaceLineEndings("\n");

        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}.{name}");
        var (verified, received) = ($"{stem}.verified.txt", $"{stem}.received.txt");
        var accepted = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (accepted == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Equal(accepted, text);
    }
}
