using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Store.Kernel.Files;

namespace Store.Tests.Catalog;

/// <summary>Workbooks in and out.</summary>
public sealed class XlsxTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Fact]
    public async Task A_workbook_brings_goods_as_a_spreadsheet_saves_them()
    {
        var storeId = await store.GivenStore();
        var (one, two, barcode) = (StoreApp.NewCode("X"), StoreApp.NewCode("X"), CatalogGivens.NewBarcode());
        var exponent = $"{barcode[0]}.{barcode[1..]}E+12";

        var import = await Import(Workbook(
            $"""
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>
            <row r="3"><c r="A3" t="inlineStr"><is><t>{one}</t></is></c><c r="B3" t="s"><v>4</v></c><c r="C3"><v>12.499999999999998</v></c><c r="D3"><v>{exponent}</v></c></row>
            <row r="4"/>
            <row r="5"><c r="A5" t="str"><f>CONCAT("{two}","")</f><v>{two}</v></c><c r="B5" t="inlineStr"><is><t>乙</t></is></c><c r="C5"><v>3</v></c></row>
            <row r="6"><c r="A6" t="inlineStr"><is><t>BAD</t></is></c><c r="B6" t="inlineStr"><is><t>丙</t></is></c><c r="C6" t="e"><v>#N/A</v></c><c r="D6" t="inlineStr"><is><t>4006381333932</t></is></c></row>
            """, "货号", "品名", "零售价", "条码", "<r><t>乌龙</t></r><r><t>茶</t></r><rPh><t>x</t></rPh>"));

        Assert.Equal(("Done", 3, 2, 1), (import.GetProperty("state").GetString(), import.GetProperty("rowsRead").GetInt32(), import.GetProperty("created").GetInt32(), import.GetProperty("rejected").GetInt32()));
        var found = (await store.LookUp(storeId, barcode)).Ok();
        Assert.Equal((one, "乌龙茶", 12.50m), (found.GetProperty("code").GetString(), found.GetProperty("name").GetString(), found.Price()));
        Assert.Equal(3m, (await store.LookUp(storeId, two)).Ok().Price());
        var rejection = (await store.Owner(0).Get($"/api/catalog/imports/{import.GetProperty("importId").GetInt64()}/rejections")).Ok().GetProperty("items")[0];
        Assert.Equal(6, rejection.GetProperty("row").GetInt32());
    }

    [Fact]
    public async Task The_export_comes_in_again_without_a_change_and_runs_no_formula()
    {
        var mark = StoreApp.NewCode("XE");
        foreach (var name in new[] { "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(1)", "'=quoted", " a  b<&> ", "普通" })
        {
            (await store.Owner(0).Post("/api/catalog/products", new
            {
                code = StoreApp.NewCode(mark), name, brand = name, unit = "瓶", taxCode = "NONE", price = 12.5m, flags = new[] { "Weighed", "NoDiscount" }, ageLimit = 18,
                barcodes = new object[] { new { barcode = CatalogGivens.NewBarcode(), unit = "", factor = 1 }, new { barcode = CatalogGivens.NewBarcode(), unit = "箱", factor = 24 } },
            })).Ok();
        }

        using var reply = await store.Owner(0).Http.GetAsync(new Uri("/api/catalog/products/export?format=xlsx", UriKind.Relative));
        var bytes = await reply.Content.ReadAsByteArrayAsync();
        var again = await Import(bytes);

        Assert.Equal((Xlsx, "products.xlsx"), (reply.Content.Headers.ContentType?.MediaType, reply.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal((0, 0, 0), (again.GetProperty("created").GetInt32(), again.GetProperty("updated").GetInt32(), again.GetProperty("rejected").GetInt32()));
        Assert.True(again.GetProperty("unchanged").GetInt32() >= 7);
        using var archive = new ZipArchive(new MemoryStream(bytes));
        using var sheet = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        Assert.DoesNotContain("<f", await sheet.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("no sheet")]
    [InlineData("entity")]
    [InlineData("other columns")]
    public async Task A_workbook_that_is_none_fails_with_the_reason(string fault)
    {
        var good = Workbook("""<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>""");
        var file = fault switch
        {
            "empty" => Zip([]),
            "cut" => good[..(good.Length / 2)],
            "no sheet" => Zip([("xl/workbook.xml", "<workbook/>")]),
            "entity" => Zip([("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet><sheetData><row><c t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>")]),
            _ => Workbook("""<row r="1"><c r="A1" t="inlineStr"><is><t>foo</t></is></c></row>"""),
        };

        var import = await Import(file);

        Assert.Equal("Failed", import.GetProperty("state").GetString());
        Assert.NotEqual("", import.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_large_workbook_is_read_row_by_row()
    {
        const int Rows = 120_000;
        using var file = new MemoryStream();
        using (var writer = new XlsxWriter(file, "large", [10, 20]))
        {
            writer.WriteHeader(["code", "name"]);
            for (var i = 0; i < Rows; i++)
                writer.WriteRow($"C{i}", $"商品 {i}");
        }

        await using var table = await TableFile.Open(file, new Dictionary<string, string[]> { ["code"] = [], ["name"] = [] }, CancellationToken.None);
        var count = 0;
        await foreach (var row in table.Rows(CancellationToken.None))
            Assert.Equal($"C{count++}", row["code"]);

        Assert.Equal(Rows, count);
    }

    private static byte[] Workbook(string rows, params string[] shared) => Zip(
    [
        ("xl/workbook.xml", """<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表" sheetId="7" r:id="rId9"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="rId9" Target="/xl/worksheets/other.xml"/></Relationships>"""),
        ("xl/sharedStrings.xml", $"<sst>{string.Concat(shared.Select(text => text.StartsWith('<') ? $"<si>{text}</si>" : $"<si><t>{text}</t></si>"))}</sst>"),
        ("xl/worksheets/other.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"""),
    ]);

    private static byte[] Zip((string Path, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var part = archive.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }

            if (parts.Length == 0)
                archive.CreateEntry("readme.txt").Open().Dispose();
        }

        return file.ToArray();
    }

    private async Task<JsonElement> Import(byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/catalog/imports") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new(Xlsx);
        var path = $"/api/catalog/imports/{(await store.Owner(0).Send(request)).Ok().GetProperty("importId").GetInt64()}";
        for (var i = 0; i < 600; i++)
        {
            var import = (await store.Owner(0).Get(path)).Ok();
            if (import.GetProperty("state").GetString() != "Running")
                return import;
            await Task.Delay(50);
        }

        throw new TimeoutException("The import does not end.");
    }
}
