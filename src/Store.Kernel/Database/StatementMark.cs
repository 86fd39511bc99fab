using System.Collections.Concurrent;

namespace Store.Kernel.Database;

/// <summary>Puts <c>/* File.cs:line */</c> before a statement.</summary>
internal static class StatementMark
{
    private static readonly ConcurrentDictionary<(string File, int Line, string Sql), string> Marked = new();

    public static string Mark(string sql, string file, int line)
    {
        // Constant texts are seen again and again; texts built per call (multi-row inserts) would only fill the memory.
        if (Marked.TryGetValue((file, line, sql), out var known))
            return known;
        var name = file.AsSpan(file.LastIndexOfAny(['/', '\\']) + 1);
        var marked = $"/* {name}:{line} */ {sql}";
        if (Marked.Count < 2000)
            Marked.TryAdd((file, line, sql), marked);
        return marked;
    }
}
