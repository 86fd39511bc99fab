using System.Text;
using System.Text.RegularExpressions;
using Store.Contracts.Catalog;

namespace Store.Devices.Symbols;

/// <summary>GS1 element strings, as they are printed.</summary>
internal static partial class Gs1
{
    /// <summary>"(01)06901234567892(10)LOT" as a GS1-128 says it, with FNC1 first and wherever one is needed; null when the text is none.</summary>
    public static string? Elements(string text)
    {
        if (!Whole().IsMatch(text))
            return null;
        var elements = new StringBuilder();
        var separates = true;
        foreach (Match element in Element().Matches(text))
        {
            if (separates)
                elements.Append(Code128.Fnc1);
            var identifier = element.Groups["identifier"].Value;
            elements.Append(identifier).Append(element.Groups["data"].Value);
            separates = !Gs1Elements.IsFixed(identifier);
        }
        return elements.ToString();
    }

    [GeneratedRegex(@"\((?<identifier>\d{2,4})\)(?<data>[!""%-'*-/0-9:-?A-Z_a-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Element();

    [GeneratedRegex(@"^(\(\d{2,4}\)[!""%-'*-/0-9:-?A-Z_a-z]+)+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();
}
