using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Store.Kernel.Database;

/// <summary>
/// Lets the embedded engine run SQL Server's text. Three changes and no more: the schema prefix goes (<c>catalog.Products</c> → <c>Products</c>),
/// <c>OFFSET @a ROWS FETCH NEXT @b ROWS ONLY</c> becomes <c>LIMIT @b OFFSET @a</c>, table hints <c>WITH (...)</c> go.
/// </summary>
public sealed class EmbeddedSql(IReadOnlySet<string> schemas)
{
    private readonly ConcurrentDictionary<string, string> translated = new(StringComparer.Ordinal);

    public string Translate(string sql)
    {
        if (translated.TryGetValue(sql, out var known))
            return known;
        var text = Rewrite(Tokens(sql));
        // Lists of values make many texts; the cache holds the ones that recur and forgets when it has grown past use.
        if (translated.Count > 4000)
            translated.Clear();
        translated[sql] = text;
        return text;
    }

    private string Rewrite(List<string> tokens)
    {
        var text = new StringBuilder();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (schemas.Contains(tokens[i]) && i + 1 < tokens.Count && tokens[i + 1] == "." && (i == 0 || tokens[i - 1] != "."))
            {
                i++;
                continue;
            }

            if (IsWord(tokens[i], "WITH") && Next(tokens, i) is var open && open < tokens.Count && tokens[open] == "(")
            {
                i = ClosingParenthesis(tokens, open);
                continue;
            }

            if (IsWord(tokens[i], "OFFSET") && Paging(tokens, i) is { } paging)
            {
                text.Append(CultureInfo.InvariantCulture, $"LIMIT {paging.Limit} OFFSET {paging.Offset}");
                i = paging.End;
                continue;
            }

            text.Append(tokens[i]);
        }

        return text.ToString();
    }

    private static (string Limit, string Offset, int End)? Paging(List<string> tokens, int start)
    {
        var words = new List<(string Text, int Index)>();
        for (var i = start; i < tokens.Count && words.Count < 8; i++)
        {
            if (!IsBlank(tokens[i]))
                words.Add((tokens[i], i));
        }

        string[] shape = ["OFFSET", "", "ROWS", "FETCH", "NEXT", "", "ROWS", "ONLY"];
        for (var i = 0; i < shape.Length; i++)
        {
            if (i >= words.Count || (shape[i].Length > 0 && !IsWord(words[i].Text, shape[i])))
                return null;
        }

        return (words[5].Text, words[1].Text, words[7].Index);
    }

    private static int ClosingParenthesis(List<string> tokens, int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            depth += tokens[i] switch { "(" => 1, ")" => -1, _ => 0 };
            if (depth == 0)
                return i;
        }

        return tokens.Count - 1;
    }

    private static int Next(List<string> tokens, int i)
    {
        do
            i++;
        while (i < tokens.Count && IsBlank(tokens[i]));
        return i;
    }

    private static bool IsBlank(string token) => char.IsWhiteSpace(token[0]);

    private static bool IsWord(string token, string word) => token.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static List<string> Tokens(string sql)
    {
        var tokens = new List<string>();
        for (var i = 0; i < sql.Length;)
        {
            var start = i;
            if (sql[i] == '\'')
            {
                i = sql.IndexOf('\'', i + 1);
                i = i < 0 ? sql.Length : i + 1;
            }
            else if (sql[i] == '/' && i + 1 < sql.Length && sql[i + 1] == '*')
            {
                i = sql.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = i < 0 ? sql.Length : i + 2;
            }
            else if (sql[i] == '-' && i + 1 < sql.Length && sql[i + 1] == '-')
            {
                i = sql.IndexOf('\n', i);
                i = i < 0 ? sql.Length : i;
            }
            else if (char.IsWhiteSpace(sql[i]))
            {
                while (i < sql.Length && char.IsWhiteSpace(sql[i]))
                    i++;
            }
            else if (IsNamePart(sql[i]))
            {
                while (i < sql.Length && IsNamePart(sql[i]))
                    i++;
            }
            else
            {
                i++;
            }

            tokens.Add(sql[start..i]);
        }

        return tokens;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '@' or '#';
}
