using System.Globalization;
using CsvHelper;

namespace Store.Kernel.Files;

/// <summary>Writes a table for spreadsheets, as CSV or XLSX, page by page as the rows come.</summary>
public static class TableExport
{
    public const string Csv = "text/csv; charset=utf-8";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="target">Where to; it need not be seekable, and stays open.</param>
    /// <param name="asXlsx">A workbook instead of CSV.</param>
    /// <param name="name">What the sheet is called.</param>
    /// <param name="columns">The names in the first row, each with its width in characters.</param>
    /// <param name="pages">The rows, some at a time.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static Task Write(
        Stream target, bool asXlsx, string name, IReadOnlyList<(string Name, int Width)> columns, IAsyncEnumerable<IEnumerable<object?[]>> pages, CancellationToken cancellationToken) =>
        asXlsx ? WriteXlsx(target, name, columns, pages, cancellationToken) : WriteCsv(target, columns, pages, cancellationToken);

    private static async Task WriteCsv(
        Stream target, IReadOnlyList<(string Name, int Width)> columns, IAsyncEnumerable<IEnumerable<object?[]>> pages, CancellationToken cancellationToken)
    {
        // The mark at the start tells spreadsheets that it is UTF-8.
        await using var csv = CsvWriter.Create(target, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true);
        foreach (var (column, _) in columns)
            csv.WriteField(column);
        await csv.EndRecordAsync(cancellationToken);
        await foreach (var page in pages)
        {
            foreach (var cells in page)
            {
                foreach (var cell in cells)
                    csv.WriteField(cell is string text ? CsvText.Guarded(text) : Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "");
                await csv.EndRecordAsync(cancellationToken);
            }

            await csv.FlushAsync(cancellationToken);
        }
    }

    /// <summary>A workbook is packed as it is written, which an answer cannot take as it comes: it goes to disk first.</summary>
    private static async Task WriteXlsx(
        Stream target, string name, IReadOnlyList<(string Name, int Width)> columns, IAsyncEnumerable<IEnumerable<object?[]>> pages, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"store-export-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        using (var workbook = new XlsxWriter(file, name, columns.Select(column => column.Width)))
        {
            workbook.WriteHeader(columns.Select(column => column.Name));
            await foreach (var page in pages)
            {
                foreach (var cells in page)
                    workbook.WriteRow(cells);
            }
        }

        file.Position = 0;
        await file.CopyToAsync(target, cancellationToken);
    }
}
