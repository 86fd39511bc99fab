using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace Store.Kernel.Files;

/// <summary>
/// A table as CSV from elsewhere, read row by row. The first row names the columns, in any order and by any of their names; unknown columns are passed over.
/// Separated by comma, semicolon or tab, whichever the first row has most of.
/// </summary>
public sealed class CsvFile : ITableFile
{
    private const int RowBytesAtMost = 256 * 1024;
    private const int RowTextAtMost = 500;

    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly Stream file;
    private readonly CsvReader reader;
    private Dictionary<string, int> columns = [];
    private bool faulty;

    private CsvFile(Stream file, Encoding encoding, char separator)
    {
        this.file = file;
        reader = CsvReader.Create(file, new CsvReaderOptions
        {
            Encoding = encoding, Separator = separator, TrimWhitespace = true, SkipEmptyLines = false, MaxRecordSize = RowBytesAtMost, OnMalformedRecord = _ => faulty = true,
        }, leaveOpen: true);
    }

    /// <summary>How far the file has been read, in bytes.</summary>
    public long BytesRead => file.Position;

    public long BytesInAll => file.Length;

    /// <param name="file">The file; has to be seekable and stays open.</param>
    /// <param name="names">The columns, each with the other names it goes by in the first row, in lower case.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FileUnreadable">The first row names none of the columns, or one twice.</exception>
    public static async Task<CsvFile> Open(Stream file, IReadOnlyDictionary<string, string[]> names, CancellationToken cancellationToken)
    {
        var encoding = await TextFile.EncodingOf(file, cancellationToken);
        var csv = new CsvFile(file, encoding, await SeparatorOf(file, encoding, cancellationToken));
        try
        {
            await csv.reader.ReadHeaderAsync(cancellationToken);
            csv.columns = TableFile.Columns(csv.reader.Headers, names);
            return csv;
        }
        catch (Exception failed)
        {
            await csv.DisposeAsync();
            if (failed is CsvFormatException)
                throw new FileUnreadable("The first row cannot be read; this is no table.", failed);
            throw;
        }
    }

    /// <summary>Whether the file has the column.</summary>
    public bool Has(string column) => columns.ContainsKey(column);

    /// <summary>The rows below the first, without blank ones.</summary>
    /// <exception cref="FileUnreadable">From here on the file cannot be read as a table.</exception>
    public async IAsyncEnumerable<CsvRow> Rows([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await Next(cancellationToken))
        {
            var raw = reader.RawRecord;
            if (raw.IndexOfAnyExcept(" ,;\t\""u8) < 0)
                continue;
            var text = Encoding.UTF8.GetString(raw.Length > RowTextAtMost * 3 ? raw[..(RowTextAtMost * 3)] : raw);
            var cells = columns.ToDictionary(column => column.Key, column => CsvText.Unguarded(reader.GetString(column.Value)), StringComparer.Ordinal);

            // A spreadsheet counts the row of names as the first.
            yield return new CsvRow((int)reader.RowNumber + 1, text.Length > RowTextAtMost ? text[..RowTextAtMost] : text, faulty, cells);
        }
    }

    public ValueTask DisposeAsync() => reader.DisposeAsync();

    private async ValueTask<bool> Next(CancellationToken cancellationToken)
    {
        try
        {
            faulty = false;
            return await reader.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException tooLong)
        {
            throw new FileUnreadable($"Row {reader.RowNumber + 2} does not end within {RowBytesAtMost} bytes; a quotation mark may be missing.", tooLong);
        }
    }

    private static async Task<char> SeparatorOf(Stream file, Encoding encoding, CancellationToken cancellationToken)
    {
        var bytes = new byte[16 * 1024];
        var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        var text = encoding.GetString(bytes, 0, count);
        var firstRow = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length).ToString();
        return Separators.MaxBy(candidate => firstRow.Count(character => character == candidate));
    }
}

/// <summary>A row of a table.</summary>
/// <param name="Number">Its number as a spreadsheet counts.</param>
/// <param name="Text">The row as it stands in the file, cut to what a report needs.</param>
/// <param name="Faulty">Its quotation marks do not go together.</param>
/// <param name="Cells">What stands in the known columns that the file has.</param>
public sealed record CsvRow(int Number, string Text, bool Faulty, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>The content of a column; null where the file has no such column, empty where the row is too short.</summary>
    public string? this[string column] => Cells.GetValueOrDefault(column);
}

/// <summary>
/// Keeps a spreadsheet from taking text for a formula: text that starts with one of = + - @ or a tab is written with an apostrophe before it, as is text that would
/// otherwise be read back as guarded. Reading takes exactly one such apostrophe off.
/// </summary>
public static class CsvText
{
    private static readonly char[] Dangerous = ['=', '+', '-', '@', '\t', '\r'];

    public static string Guarded(string text) => IsDangerous(text) ? "'" + text : text;

    public static string Unguarded(string text) => text.StartsWith('\'') && IsDangerous(text) ? text[1..] : text;

    /// <summary>Whether it starts with one of them, after any number of apostrophes.</summary>
    private static bool IsDangerous(string text)
    {
        var rest = text.AsSpan().TrimStart('\'');
        return rest.Length > 0 && Dangerous.AsSpan().Contains(rest[0]);
    }
}
