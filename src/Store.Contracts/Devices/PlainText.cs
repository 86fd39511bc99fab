using System.Globalization;
using System.Text;

namespace Store.Contracts.Devices;

/// <summary>Makes of any text the lines of characters that can be put side by side on paper.</summary>
public static class PlainText
{
    /// <summary>The paragraphs of a text, cleaned of what has no place on paper.</summary>
    public static IEnumerable<IReadOnlyList<Rune>> Paragraphs(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(Clean);

    /// <summary>
    /// Accents join their letters, every kind of space is a plain one, marks without width go; a yen sign becomes the wide one, since the other takes four bytes that many
    /// printers do not know.
    /// </summary>
    public static IReadOnlyList<Rune> Clean(string text)
    {
        var clean = new List<Rune>(text.Length);
        foreach (var rune in Normalized(text, NormalizationForm.FormC).EnumerateRunes())
        {
            if (rune.Value == '¥')
            {
                clean.Add(new Rune('￥'));
            }
            else if (rune.Value == '\t' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator && rune.Value != 0x3000)
            {
                clean.Add(new Rune(' '));
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                clean.Add(rune);
            }
        }
        return clean;
    }

    /// <summary>The text normalized; half a surrogate pair and U+FFFE, which that refuses, become the replacement character.</summary>
    public static string Normalized(string text, NormalizationForm form) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0xFFFE ? Rune.ReplacementChar : rune)).Normalize(form);
}
