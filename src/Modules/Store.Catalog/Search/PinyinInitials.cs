using System.Text;

namespace Store.Catalog.Search;

/// <summary>First letters of pinyin, by the most common reading: 可口可乐 → kkkl.</summary>
internal static class PinyinInitials
{
    private const int First = 0x4E00;
    private const char None = '-';

    private static readonly string Letters = Load();

    /// <summary>The letter of a character; null for one that is not Chinese or has no reading.</summary>
    public static char? Of(Rune character)
    {
        var index = character.Value - First;
        return index >= 0 && index < Letters.Length && Letters[index] != None ? Letters[index] : null;
    }

    private static string Load()
    {
        using var resource = typeof(PinyinInitials).Assembly.GetManifestResourceStream("pinyin-initials.txt")!;
        using var reader = new StreamReader(resource, Encoding.ASCII);
        reader.ReadLine();
        return reader.ReadLine()!;
    }
}
