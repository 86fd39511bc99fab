using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;

namespace Store.Kernel.Files;

/// <summary>
/// The first sheet of a workbook as Excel, WPS and LibreOffice write it, read row by row: only the texts that cells share are kept in memory. Of a formula, the value that
/// was saved with it counts.
/// </summary>
public sealed class XlsxFile : ITableFile
{
    private const int RowTextAtMost = 500;
    private const int RowCharactersAtMost = 256 * 1024;
    private const int ColumnsAtMost = 16_384;
    private const int SharedTextsAtMost = 5_000_000;
    private const long SharedCharactersAtMost = 300_000_000;
    private const int DecimalsOfNumbers = 8;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersInDocument = 4_000_000_000, CloseInput = true,
    };

    private readonly Stream file;
    private readonly ZipArchive archive;
    private readonly XmlReader sheet;
    private readonly List<string> shared;
    private Dictionary<string, int> columns = [];

    private XlsxFile(Stream file, ZipArchive archive)
    {
        this.file = file;
        this.archive = archive;
        shared = SharedTexts(archive);
        sheet = XmlReader.Create(FirstSheet(archive).Open(), Settings);
    }

    public long BytesRead => file.Position;

    public long BytesInAll => file.Length;

    /// <param name="file">The file; has to be seekable and stays open.</param>
    /// <param name="names">The columns, each with the other names it goes by in the first row, in lower case.</param>
    /// <exception cref="FileUnreadable">It is no workbook, or its first row names none of the columns, or one twice.</exception>
    public static XlsxFile Open(Stream file, IReadOnlyDictionary<string, string[]> names) => Reading(() =>
    {
        var opened = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            var workbook = new XlsxFile(file, opened);
            var first = workbook.Next();
            while (first is { Cells.Count: 0 })
                first = workbook.Next();
            workbook.columns = TableFile.Columns(first?.Texts() ?? [], names);
            return workbook;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    });

    public bool Has(string column) => columns.ContainsKey(column);

    public async IAsyncEnumerable<CsvRow> Rows([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        while (Reading(Next) is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Cells.Values.All(string.IsNullOrWhiteSpace))
                continue;
            var text = string.Join(',', row.Texts());
            yield return new CsvRow(
                row.Number, text.Length > RowTextAtMost ? text[..RowTextAtMost] : text, Faulty: false,
                columns.ToDictionary(column => column.Key, column => row.Cells.GetValueOrDefault(column.Value, "").Trim(), StringComparer.Ordinal));
        }
    }

    public ValueTask DisposeAsync()
    {
        sheet.Dispose();
        archive.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The next row of the sheet; null behind the last one.</summary>
    private Row? Next()
    {
        while (sheet.Read())
        {
            if (sheet is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                continue;
            var number = int.TryParse(sheet.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
            return new Row(number, Cells());
        }

        return null;
    }

    private Dictionary<int, string> Cells()
    {
        var cells = new Dictionary<int, string>();
        if (sheet.IsEmptyElement)
            return cells;
        var (depth, last, characters) = (sheet.Depth, -1, 0);
        while (sheet.Read() && !(sheet.NodeType == XmlNodeType.EndElement && sheet.Depth == depth))
        {
            if (sheet is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            last = ColumnOf(sheet.GetAttribute("r")) ?? last + 1;
            if (last >= ColumnsAtMost)
                throw new FileUnreadable("A row of the sheet has more columns than a sheet can have.");
            var text = Text(sheet.GetAttribute("t"));
            characters += text.Length;
            if (characters > RowCharactersAtMost)
                throw new FileUnreadable($"A row of the sheet has more than {RowCharactersAtMost} characters.");
            if (text.Length > 0)
                cells[last] = text;
        }

        return cells;
    }

    /// <summary>What a cell says; the reader stands on it and is left at its end.</summary>
    private string Text(string? type)
    {
        if (sheet.IsEmptyElement)
            return "";
        var (depth, value) = (sheet.Depth, new StringBuilder());
        while (sheet.Read() && !(sheet.NodeType == XmlNodeType.EndElement && sheet.Depth == depth))
        {
            if (sheet.NodeType == XmlNodeType.Element && sheet.LocalName is "v" or "t" && !sheet.IsEmptyElement)
                value.Append(Content(sheet));
        }

        var text = value.ToString();
        return type switch
        {
            "s" => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index] : "",
            "inlineStr" or "str" or "b" => text,
            "e" => "",
            _ => Number(text),
        };
    }

    /// <summary>A number as a person would write it: a barcode without an exponent, a price without the noise of binary fractions.</summary>
    private static string Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? decimal.Round(number, DecimalsOfNumbers, MidpointRounding.AwayFromZero).ToString("0.########", CultureInfo.InvariantCulture)
        : text;

    /// <summary>The text within an element; the reader is left at the element's end, whatever stands in it.</summary>
    private static string Content(XmlReader reader)
    {
        var (depth, text) = (reader.Depth, new StringBuilder());
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text.Append(reader.Value);
        }

        return text.ToString();
    }

    /// <summary>The column of a cell such as AB12, from 0; null where the cell does not say.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(4))
            column = (column * 26) + letter - 'A' + 1;
        return column == 0 ? null : column - 1;
    }

    private static List<string> SharedTexts(ZipArchive archive)
    {
        var texts = new List<string>();
        if (Entry(archive, "xl/sharedStrings.xml") is not { } entry)
            return texts;
        using var reader = XmlReader.Create(entry.Open(), Settings);
        var characters = 0L;
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "si" })
                continue;
            texts.Add(SharedText(reader));
            characters += texts[^1].Length;
            if (texts.Count > SharedTextsAtMost || characters > SharedCharactersAtMost)
                throw new FileUnreadable("The workbook has more text in it than can be read.");
        }

        return texts;
    }

    /// <summary>One shared text, put together from its runs; how it is read aloud is left out.</summary>
    private static string SharedText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var (depth, text) = (reader.Depth, new StringBuilder());
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType != XmlNodeType.Element || reader.IsEmptyElement)
                continue;
            if (reader.LocalName == "rPh")
                Content(reader);
            else if (reader.LocalName == "t")
                text.Append(Content(reader));
        }

        return text.ToString();
    }

    /// <summary>The sheet that the workbook names first.</summary>
    private static ZipArchiveEntry FirstSheet(ZipArchive archive)
    {
        var sheetId = Attributes(archive, "xl/workbook.xml", "sheet").Select(sheet => sheet.GetValueOrDefault("id")).FirstOrDefault();
        var target = Attributes(archive, "xl/_rels/workbook.xml.rels", "Relationship").FirstOrDefault(relation => relation.GetValueOrDefault("Id") == sheetId)?.GetValueOrDefault("Target");
        var path = target is null ? "xl/worksheets/sheet1.xml" : target.StartsWith('/') ? target[1..] : "xl/" + target;
        return Entry(archive, path) ?? throw new FileUnreadable("The workbook has no sheet.");
    }

    private static List<Dictionary<string, string>> Attributes(ZipArchive archive, string path, string element)
    {
        var found = new List<Dictionary<string, string>>();
        if (Entry(archive, path) is not { } entry)
            return found;
        using var reader = XmlReader.Create(entry.Open(), Settings);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != element)
                continue;
            var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            while (reader.MoveToNextAttribute())
                attributes[reader.LocalName] = reader.Value;
            found.Add(attributes);
        }

        return found;
    }

    private static ZipArchiveEntry? Entry(ZipArchive archive, string path) => archive.Entries.FirstOrDefault(entry => entry.FullName.Equals(path, StringComparison.OrdinalIgnoreCase));

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception damaged) when (damaged is XmlException or InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new FileUnreadable("The workbook is damaged, locked with a password, or none.", damaged);
        }
    }

    /// <param name="Number">Its number in the sheet.</param>
    /// <param name="Cells">What stands in which column, from 0.</param>
    private sealed record Row(int Number, Dictionary<int, string> Cells)
    {
        public IEnumerable<string> Texts() => Enumerable.Range(0, Cells.Count == 0 ? 0 : Cells.Keys.Max() + 1).Select(column => Cells.GetValueOrDefault(column, ""));
    }
}
