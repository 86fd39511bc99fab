namespace Store.Kernel.Files;

/// <summary>A table from elsewhere, read row by row: CSV or XLSX. The first row names the columns, in any order and by any of their names; unknown columns are passed over.</summary>
public interface ITableFile : IAsyncDisposable
{
    /// <summary>How far the file has been read, in bytes.</summary>
    long BytesRead { get; }

    long BytesInAll { get; }

    /// <summary>Whether the file has the column.</summary>
    bool Has(string column);

    /// <summary>The rows below the first, without blank ones.</summary>
    /// <exception cref="FileUnreadable">From here on the file cannot be read as a table.</exception>
    IAsyncEnumerable<CsvRow> Rows(CancellationToken cancellationToken);
}

/// <summary>Opens tables of either kind, told apart by their first bytes.</summary>
public static class TableFile
{
    /// <param name="file">The file; has to be seekable and stays open.</param>
    /// <param name="names">The columns, each with the other names it goes by in the first row, in lower case.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FileUnreadable">It is no table, or its first row names none of the columns, or one twice.</exception>
    public static async Task<ITableFile> Open(Stream file, IReadOnlyDictionary<string, string[]> names, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var mark = new byte[4];
        var count = await file.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        return count == mark.Length && mark is [(byte)'P', (byte)'K', 3, 4] ? XlsxFile.Open(file, names) : await CsvFile.Open(file, names, cancellationToken);
    }

    /// <summary>Where the known columns stand.</summary>
    internal static Dictionary<string, int> Columns(IEnumerable<string> headers, IReadOnlyDictionary<string, string[]> names)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, title) in headers.Select(header => header.Trim().TrimStart('\uFEFF').ToLowerInvariant()).Index())
        {
            var column = names.FirstOrDefault(name => name.Key == title || name.Value.Contains(title, StringComparer.Ordinal)).Key;
            if (column is not null && !found.TryAdd(column, index))
                throw new FileUnreadable($"The first row names the column {column} twice.");
        }

        return found.Count > 0
            ? found
            : throw new FileUnreadable($"The first row names none of the columns {string.Join(", ", names.Keys)}.");
    }
}
