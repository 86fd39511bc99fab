using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Store.Kernel.Files;

/// <summary>
/// Writes a workbook of one sheet, row by row as the rows come. Texts are cells of text and stay text when they are edited, so that none of them is ever taken for a formula.
/// The columns are wide enough to read, and the first row stays in sight.
/// </summary>
public sealed class XlsxWriter : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string OfDocuments = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string OfPackages = "http://schemas.openxmlformats.org/package/2006/relationships";

    private readonly ZipArchive archive;
    private readonly XmlWriter sheet;
    private bool ended;

    /// <param name="target">Where to; it need not be seekable, and stays open.</param>
    /// <param name="sheetName">What the sheet is called.</param>
    /// <param name="columnWidths">In characters.</param>
    public XlsxWriter(Stream target, string sheetName, IEnumerable<int> columnWidths)
    {
        archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        Part("[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
            """);
        Part("_rels/.rels", $"""<Relationships xmlns="{OfPackages}"><Relationship Id="rId1" Type="{OfDocuments}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{OfDocuments}"><sheets><sheet name="{System.Security.SecurityElement.Escape(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>
            """);
        Part("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{OfPackages}"><Relationship Id="rId1" Type="{OfDocuments}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OfDocuments}/styles" Target="styles.xml"/></Relationships>
            """);

        // Style 1 is text (format 49) whose first sign is never a formula's; 2 an amount; 3 the row of names.
        Part("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="2" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>
            """);
        sheet = XmlWriter.Create(archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true });
        sheet.WriteStartElement("worksheet", Main);
        sheet.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>""");
        foreach (var (index, width) in columnWidths.Index())
            sheet.WriteRaw(FormattableString.Invariant($"""<col min="{index + 1}" max="{index + 1}" width="{width}" customWidth="1"/>"""));
        sheet.WriteRaw("</cols>");
        sheet.WriteStartElement("sheetData");
    }

    /// <summary>Writes the row of names.</summary>
    public void WriteHeader(IEnumerable<string> names)
    {
        sheet.WriteStartElement("row");
        foreach (var name in names)
            Text(name, style: "3");
        sheet.WriteEndElement();
    }

    /// <summary>Writes a row: numbers as numbers, all else as text; null is an empty cell.</summary>
    public void WriteRow(params IEnumerable<object?> cells)
    {
        sheet.WriteStartElement("row");
        foreach (var cell in cells)
        {
            switch (cell)
            {
                case null or "":
                    sheet.WriteStartElement("c");
                    sheet.WriteEndElement();
                    break;
                case decimal or int or long:
                    sheet.WriteStartElement("c");
                    sheet.WriteAttributeString("s", cell is decimal ? "2" : "0");
                    sheet.WriteElementString("v", ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture));
                    sheet.WriteEndElement();
                    break;
                default:
                    Text(cell.ToString()!, style: "1");
                    break;
            }
        }

        sheet.WriteEndElement();
    }

    public void Dispose()
    {
        if (ended)
            return;
        ended = true;
        sheet.WriteEndElement();
        sheet.WriteEndElement();
        sheet.Dispose();
        archive.Dispose();
    }

    private void Text(string text, string style)
    {
        sheet.WriteStartElement("c");
        sheet.WriteAttributeString("t", "inlineStr");
        sheet.WriteAttributeString("s", style);
        sheet.WriteStartElement("is");
        sheet.WriteStartElement("t");
        sheet.WriteAttributeString("xml", "space", null, "preserve");
        sheet.WriteString(text);
        sheet.WriteEndElement();
        sheet.WriteEndElement();
        sheet.WriteEndElement();
    }

    private void Part(string path, string content)
    {
        using var part = new StreamWriter(archive.CreateEntry(path, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        part.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        part.Write(content.Trim());
    }
}
