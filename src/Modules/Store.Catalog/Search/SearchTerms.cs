using System.Text;

namespace Store.Catalog.Search;

/// <summary>
/// What a product is found by. Every term is searched by its beginning, so that an index answers: the item code; each suffix of each word of the name, brand and spec
/// (any substring is the beginning of a suffix); each suffix of the words' pinyin initials; each barcode reversed, for its tail. Reversed barcodes start with a blank,
/// which no word has, so that they are found by tails only.
/// </summary>
internal static class SearchTerms
{
    /// <summary>Longer terms are cut, and so are the words that are looked for.</summary>
    public const int LengthAtMost = 50;

    private const char TailMark = ' ';

    /// <summary>The terms of a product, none of which is the beginning of another.</summary>
    public static IReadOnlyList<string> Of(string code, string name, string brand, string spec, IEnumerable<string> barcodes)
    {
        var terms = new List<string>();
        terms.AddRange(Words(code).Select(Cut));
        foreach (var word in Words(name).Concat(Words(brand)).Concat(Words(spec)))
        {
            AddSuffixes(terms, word);
            AddSuffixes(terms, Initials(word));
        }

        terms.AddRange(barcodes.Select(Tail));
        terms.Sort(StringComparer.Ordinal);
        var kept = new List<string>(terms.Count);
        for (var i = 0; i < terms.Count; i++)
        {
            // In this order a term that begins another stands right before one that it begins.
            if (i + 1 == terms.Count || !terms[i + 1].StartsWith(terms[i], StringComparison.Ordinal))
                kept.Add(terms[i]);
        }

        return kept;
    }

    /// <summary>The words of a text as they are kept and looked for: full-width letters as plain ones, no case.</summary>
    public static string[] Words(string text) =>
        Plain(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a barcode is kept as; its beginning for the tail of one.</summary>
    public static string Tail(string barcode)
    {
        var tail = (TailMark + barcode.ToLowerInvariant()).ToCharArray();
        Array.Reverse(tail, 1, tail.Length - 1);
        return Cut(new string(tail));
    }

    /// <summary>Where in the index the terms stand that begin with a text.</summary>
    public static TextRange Range(string beginning) => TextRange.BeginningWith(Cut(beginning));

    private static string Plain(string text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // U+FFFF and its like are no characters; without them every term has a successor.
            if (rune.Value != 0 && (rune.Value & 0xFFFE) != 0xFFFE)
                sound.Append(rune.ToString());
        }

        return sound.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    private static string Initials(string word)
    {
        var initials = new StringBuilder();
        var hasChinese = false;
        foreach (var rune in word.EnumerateRunes())
        {
            if (PinyinInitials.Of(rune) is { } letter)
            {
                initials.Append(letter);
                hasChinese = true;
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                initials.Append(rune.ToString());
            }
        }

        return hasChinese ? initials.ToString() : "";
    }

    private static void AddSuffixes(List<string> terms, string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (!char.IsLowSurrogate(word[i]))
                terms.Add(Cut(word[i..]));
        }
    }

    private static string Cut(string term)
    {
        if (term.Length <= LengthAtMost)
            return term;
        return term[..(char.IsHighSurrogate(term[LengthAtMost - 1]) ? LengthAtMost - 1 : LengthAtMost)];
    }
}
