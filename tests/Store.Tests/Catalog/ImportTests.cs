using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Catalog.Import;
using Store.Contracts.Catalog;
using Store.Kernel.Files;
using Store.Kernel.Verification;

namespace Store.Tests.Catalog;

public sealed class ImportTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Header = "code,name,brand,spec,unit,category,tax_code,price,barcodes\n";

    [Fact]
    public async Task A_file_brings_goods_with_category_tax_price_and_barcodes()
    {
        var storeId = await store.GivenStore();
        var (code, taxCode, category) = (StoreApp.NewCode("I"), await store.GivenTaxCode(9), StoreApp.NewCode("类"));
        var (piece, pack) = (CatalogGivens.NewBarcode(), CatalogGivens.NewBarcode());

        var counts = await Import(Header + $"{code},\"金龙鱼, 大米\",金龙鱼,5kg,袋,{category}/大米,{taxCode},36.90,{piece} {pack}*4箱\n");
        var found = (await store.LookUp(storeId, pack)).Ok();
        var product = (await store.Owner(0).Get($"/api/catalog/products/{found.GetProperty("productId").GetInt64()}")).Ok();

        Assert.Equal((1, 1, 0, 0, 0), counts);
        Assert.Equal((code, "金龙鱼, 大米", "袋", 36.90m, 4m, "箱", 9m), (
            found.GetProperty("code").GetString(), found.GetProperty("name").GetString(), found.GetProperty("unit").GetString(), found.Price(),
            found.GetProperty("factor").GetDecimal(), found.GetProperty("barcodeUnit").GetString(), found.GetProperty("taxRate").GetDecimal()));
        Assert.Equal("大米", product.GetProperty("categoryName").GetString());
        Assert.Equal(["金龙鱼, 大米"], await store.Search(storeId, $"jly {code}"));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_a_changed_row_changes_its_product()
    {
        var storeId = await store.GivenStore();
        var (one, two, barcode) = (StoreApp.NewCode("I"), StoreApp.NewCode("I"), CatalogGivens.NewBarcode());
        var file = Header + $"{one},甲,,,,,,1.00,{barcode}\n{two},乙,,,,,,2.00,\n";

        Assert.Equal((2, 2, 0, 0, 0), await Import(file));
        Assert.Equal((2, 0, 0, 2, 0), await Import(file));
        Assert.Equal((2, 0, 1, 1, 0), await Import(file.Replace("2.00", "2.50", StringComparison.Ordinal)));
        Assert.Equal((1, 0, 1, 0, 0), await Import($"货号,品名\n{one.ToLowerInvariant()},丙\n"));

        Assert.Equal(2.50m, (await store.LookUp(storeId, two)).Ok().Price());
        var found = (await store.LookUp(storeId, barcode)).Ok();
        Assert.Equal(("丙", 1.00m), (found.GetProperty("name").GetString(), found.Price()));
        Assert.Empty(await store.Search(storeId, $"甲 {one}"));
        Assert.Equal(2, (await store.Rows<string>("SELECT Action FROM kernel.AuditEntries WHERE OldValue IS NOT NULL AND Subject IN (@a, @b)", new { a = $"product {one}", b = $"product {two}" })).Count);
    }

    [Fact]
    public async Task A_file_says_what_packs_hold_and_the_export_has_it()
    {
        var (gram, litre, code) = (StoreApp.NewCode("I"), StoreApp.NewCode("I"), StoreApp.NewCode("I"));

        Assert.Equal((3, 2, 0, 0, 1), await Import($"code,name,净含量,计价单位\n{gram},饼干,500克,100克\n{litre},牛奶,1.5 L,\n{code},坏,5斤,\n"));
        using var reply = await store.Owner(0).Http.GetAsync(new Uri("/api/catalog/products/export", UriKind.Relative));
        var lines = (await reply.Content.ReadAsStringAsync()).Split('\n').Select(line => line.Trim()).ToList();

        Assert.EndsWith(",500 g,100g", Assert.Single(lines, line => line.StartsWith(gram, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith(",1.5 l,l", Assert.Single(lines, line => line.StartsWith(litre, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal((1, 0, 0, 1, 0), await Import($"code,content,price_per\n{gram},500 g,100g\n"));
        Assert.Equal((1, 0, 1, 0, 0), await Import($"code,content\n{gram},250 g\n"));
        Assert.Equal((1, 0, 1, 0, 0), await Import($"code,content\n{gram},\n"));
    }

    [Fact]
    public async Task Bad_rows_are_told_with_number_and_reason_and_the_good_ones_stay()
    {
        var (good, owner, barcode) = (StoreApp.NewCode("I"), StoreApp.NewCode("I"), CatalogGivens.NewBarcode());
        var import = await Send(Header + $"""
            {owner},有码,,,,,,1,{barcode}
            ,无码,,,,,,1,
            X1,,,,,,,1,
            X2,价,,,,,,abc,
            X3,价,,,,,,1.234,
            X4,价,,,,,,-1,
            X5,价,,,,,,0,
            X6,价,,,,,,99999999999999999999999999999999,
            X7,税,,,,,NO-SUCH,1,
            X8,码,,,,,,1,6901234567893
            X9,码,,,,,,1,6.90123E+12
            X10,码,,,,,,1,{barcode}
            X11,码,,,,,,1,ABC*0
            X12,类,,,,a/b/c/d/e/f/g/h/i,,1,
            X13,{new string('长', 201)},,,,,,1,

            {good},好,,,,,,1,
            X14,"引号"错,,,,,,1,
            X15,制表{"\u0001"}符,,,,,,1,
            """);
        var rejections = (await store.Owner(0).Get($"/api/catalog/imports/{import.GetProperty("importId").GetInt64()}/rejections?limit=100")).Ok().GetProperty("items").EnumerateArray()
            .Select(item => (Row: item.GetProperty("row").GetInt32(), Reason: item.GetProperty("reason").GetString()!)).ToArray();

        Assert.Equal((18, 2, 0, 0, 16), Counts(import));
        Assert.Equal([.. Enumerable.Range(3, 14), 19, 20], rejections.Select(rejection => rejection.Row));
        string[] reasons = ["code is missing", "Name", "'abc' is not a number", "decimals", "more than 0", "more than 0", "", "no tax code NO-SUCH", "wrong check digit", "spreadsheet", $"belongs to product {owner}", "units", "levels", "200", "quotation", "control"];
        Assert.All(rejections.Zip(reasons), pair => Assert.Contains(pair.Second, pair.First.Reason, StringComparison.Ordinal));
        Assert.Single(await store.Rows<long>("SELECT ProductId FROM catalog.Products WHERE Code = @good", new { good }));
        Assert.Empty(await store.Rows<long>("SELECT ProductId FROM catalog.Products WHERE Code LIKE 'X%'"));
    }

    [Fact]
    public async Task Rejections_are_paged()
    {
        var import = await Send("code,name\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"BAD{i},\n")));
        var path = $"/api/catalog/imports/{import.GetProperty("importId").GetInt64()}/rejections";

        var first = (await store.Owner(0).Get($"{path}?limit=500")).Ok();
        var rest = (await store.Owner(0).Get($"{path}?limit=500&after={first.GetProperty("next").GetString()}")).Ok();

        Assert.Equal((600, 0, 0, 0, 600), Counts(import));
        Assert.Equal((500, 100), (first.GetProperty("items").GetArrayLength(), rest.GetProperty("items").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Rows_of_one_code_are_taken_in_the_order_of_the_file()
    {
        var storeId = await store.GivenStore();
        var code = StoreApp.NewCode("I");

        Assert.Equal((3, 1, 2, 0, 0), await Import($"code,name,price\n{code},甲,1\n{code},乙,2\n{code},丙,3\n"));
        Assert.Equal(3m, (await store.LookUp(storeId, code)).Ok().Price());
    }

    [Fact]
    public async Task A_barcode_moves_to_another_product_in_the_order_of_the_file()
    {
        var storeId = await store.GivenStore();
        var (from, to, barcode) = (StoreApp.NewCode("I"), StoreApp.NewCode("I"), CatalogGivens.NewBarcode());
        await Import($"code,name,price,barcodes\n{from},甲,1,{barcode}\n{to},乙,1,\n");

        Assert.Equal((2, 0, 2, 0, 0), await Import($"code,barcodes\n{from},\n{to},{barcode}\n"));
        Assert.Equal(to, (await store.LookUp(storeId, barcode)).Ok().GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("GB18030")]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public async Task A_file_may_come_in_the_encodings_of_Chinese_spreadsheets(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var storeId = await store.GivenStore();
        var code = StoreApp.NewCode("I");
        var text = Encoding.GetEncoding(encoding);

        await Import([.. text.GetPreamble(), .. text.GetBytes($"货号;品名;单位;零售价;条码\r\n{code};镕记㐀腊味;包;￥12.50;\r\n")]);

        Assert.Equal(("镕记㐀腊味", 12.50m), ((await store.LookUp(storeId, code)).Ok().GetProperty("name").GetString(), (await store.LookUp(storeId, code)).Ok().Price()));
    }

    [Fact]
    public async Task A_form_with_a_file_does_as_well()
    {
        var code = StoreApp.NewCode("I");
        using var form = new MultipartFormDataContent { { new StringContent("x"), "note" }, { new ByteArrayContent(Encoding.UTF8.GetBytes($"code,name\n{code},表单\n")), "file", "../../商品.csv" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/catalog/imports") { Content = form };

        var import = await End((await store.Owner(0).Send(request)).Ok());

        Assert.Equal((1, 1, 0, 0, 0), Counts(import));
        Assert.Equal("商品.csv", import.GetProperty("fileName").GetString());
    }

    [Theory]
    [InlineData("a,b,c\n1,2,3\n", "none of the columns")]
    [InlineData("name,price\nx,1\n", "does not name the column code")]
    [InlineData("code,货号\n1,2\n", "twice")]
    [InlineData("\n\n", "none of the columns")]
    [InlineData("\u0000\u0001\u0002\n", "none of the columns")]
    public async Task A_file_that_is_no_table_of_goods_fails_with_the_reason(string text, string reason)
    {
        var import = await Send(text);

        Assert.Equal("Failed", import.GetProperty("state").GetString());
        Assert.Contains(reason, import.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quotation_mark_that_is_never_closed_keeps_what_came_before_it()
    {
        var code = StoreApp.NewCode("I");
        var import = await Send($"code,name\n{code},好\nX,\"{new string('长', 400_000)}\n");

        Assert.Equal("Failed", import.GetProperty("state").GetString());
        Assert.Contains("quotation mark", import.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Noise_of_any_kind_ends_in_order()
    {
        var noise = new byte[300_000];
        new Random(7).NextBytes(noise);

        foreach (var file in new[] { noise, [.. "code,name\n"u8, .. noise], [.. "code,name\n"u8, .. Encoding.ASCII.GetBytes(new string(',', 300_000))] })
        {
            var import = await End(await Start(file));
            Assert.Contains(import.GetProperty("state").GetString(), new[] { "Done", "Failed" });
        }

        await AssertInvariants();
    }

    [Fact]
    public async Task Nothing_is_not_a_file_and_text_of_another_kind_is_not_taken()
    {
        var empty = await Upload([], "text/csv");
        var json = await Upload("{}"u8.ToArray(), "application/json");
        var noBoundary = await Upload("x"u8.ToArray(), "multipart/form-data");
        var noFile = await Upload("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n"u8.ToArray(), "multipart/form-data; boundary=b");
        var cutOff = await Upload("--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\nx"u8.ToArray(), "multipart/form-data; boundary=b");

        Assert.Equal([400, 415, 400, 400, 400], new[] { empty, json, noBoundary, noFile, cutOff }.Select(reply => reply.Status));
    }

    [Fact]
    public async Task Imports_of_one_file_at_once_make_each_product_once()
    {
        var prefix = StoreApp.NewCode("Q");
        var file = Encoding.UTF8.GetBytes("code,name,category,price,barcodes\n" + string.Concat(Enumerable.Range(0, 700).Select(i => $"{prefix}{i},并行{i},{prefix}/{i % 3},1.{i % 90 + 10},{prefix}-{i}\n")));

        var imports = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => store.InScope(services =>
            services.GetRequiredService<IMediator>().Send(new ImportProducts("parallel.csv", new MemoryStream(file)))))));

        Assert.All(imports, import => Assert.Null(import.Error));
        Assert.All(imports, import => Assert.Equal(700, import.Counts.RowsRead));
        Assert.Equal((700, 0, 1400), (imports.Sum(import => import.Counts.Created), imports.Sum(import => import.Counts.Updated), imports.Sum(import => import.Counts.Unchanged)));
        Assert.Equal(700, (await store.Rows<long>("SELECT ProductId FROM catalog.Products WHERE Code LIKE @like", new { like = prefix + "%" })).Count);
        Assert.Equal(700, (await store.Rows<long>("SELECT r.PriceId FROM catalog.Prices r JOIN catalog.Products p ON p.ProductId = r.ProductId WHERE p.Code LIKE @like", new { like = prefix + "%" })).Count);
        await AssertInvariants();
    }

    [Fact]
    public async Task What_a_crash_leaves_is_whole_batches_and_an_import_that_is_shown_as_interrupted()
    {
        var prefix = StoreApp.NewCode("K");
        var file = Encoding.UTF8.GetBytes("code,name\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"{prefix}{i},崩溃{i}\n")));
        using var crash = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.InScope(services =>
            services.GetRequiredService<IMediator>().Send(new ImportProducts("crash.csv", new MemoryStream(file), new CrashAfterFirstBatch(crash)), crash.Token)));

        var importId = (await store.Rows<long>("SELECT ImportId FROM catalog.Imports WHERE FileName = 'crash.csv'")).Single();
        var import = (await store.Owner(0).Get($"/api/catalog/imports/{importId}")).Ok();
        Assert.Equal("Interrupted", import.GetProperty("state").GetString());
        Assert.Equal(250, import.GetProperty("created").GetInt32());
        Assert.Equal(250, (await store.Rows<long>("SELECT ProductId FROM catalog.Products WHERE Code LIKE @like", new { like = prefix + "%" })).Count);
        Assert.Equal((600, 350, 0, 250, 0), await Import(Encoding.UTF8.GetString(file)));
    }

    [Fact]
    public void An_import_whose_host_has_fallen_silent_was_interrupted()
    {
        var now = store.Clock.GetUtcNow().UtcDateTime;

        Assert.Equal("Running", ImportState.Shown(ImportState.Running, now.AddSeconds(-100), now));
        Assert.Equal("Interrupted", ImportState.Shown(ImportState.Running, now.AddSeconds(-130), now));
        Assert.Equal("Done", ImportState.Shown(ImportState.Done, now.AddDays(-1), now));
    }

    [Fact]
    public async Task The_same_upload_with_the_same_key_is_one_import()
    {
        var (file, key, owner) = ("code,name\n" + StoreApp.NewCode("I") + ",键\n", Guid.NewGuid().ToString(), store.Owner(0));
        async Task<StoreApp.Reply> Post(string text)
        {
            using var request = Csv(Encoding.UTF8.GetBytes(text), "text/csv");
            request.Headers.Add("Idempotency-Key", key);
            return await owner.Send(request);
        }

        var (first, again, other) = (await Post(file), await Post(file), await Post(file + " "));

        Assert.Equal(first.Ok().GetRawText(), again.Ok().GetRawText());
        Assert.Equal((422, "idempotency.key_reused"), (other.Status, other.Code));
        await End(first.Ok());
    }

    [Fact]
    public async Task Only_who_may_import_in_every_store_imports()
    {
        var storeId = await store.GivenStore();
        using var one = Csv("code,name\n"u8.ToArray(), "text/csv");
        using var two = Csv("code,name\n"u8.ToArray(), "text/csv");
        using var three = Csv("code,name\n"u8.ToArray(), "text/csv");

        Assert.Equal(401, (await store.Anonymous().Send(one)).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "catalog.view").Send(two)).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "catalog.import").Send(three)).Status);
        Assert.Equal(403, (await store.SignedIn(storeId, "catalog.view").Get("/api/catalog/imports/1")).Status);
        Assert.Equal((404, 404), ((await store.Owner(0).Get("/api/catalog/imports/1")).Status, (await store.Owner(0).Get("/api/catalog/imports/1/rejections")).Status));
    }

    [Fact]
    public async Task The_export_comes_in_again_without_a_change_and_runs_no_formula()
    {
        var storeId = await store.GivenStore();
        var mark = StoreApp.NewCode("E");
        await Import(Header + $"""
            {mark}1,"=HYPERLINK(""http://x"",""点我"")",+品牌,-规格,袋,{mark}/米,,36.90,{CatalogGivens.NewBarcode()} {CatalogGivens.NewBarcode()}*4箱 {CatalogGivens.NewBarcode()}*2.5
            {mark}2,@SUM(1),'=quoted,"a ""b"", c",,,,,
            -{mark}3,''-x,,,,,,1.00,
            """);
        await store.GivenProduct(storeId, active: false);

        using var reply = await store.Owner(0).Http.GetAsync(new Uri("/api/catalog/products/export", UriKind.Relative));
        var bytes = await reply.Content.ReadAsByteArrayAsync();
        var text = Encoding.UTF8.GetString(bytes);
        var again = await Import(bytes);

        Assert.Equal(("text/csv", "products.csv"), (reply.Content.Headers.ContentType?.MediaType, reply.Content.Headers.ContentDisposition?.FileName));
        Assert.StartsWith("\uFEFFcode,name,", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('\n').SelectMany(line => line.Split(',')), cell => cell.TrimStart('"') is ['=' or '+' or '-' or '@', ..]);
        Assert.Contains("'=HYPERLINK", text, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (again.Created, again.Updated, again.Rejected));
        Assert.Equal(again.RowsRead, again.Unchanged);
        Assert.Equal(
            ["'-x", "=HYPERLINK(\"http://x\",\"点我\")", "@SUM(1)"],
            (await store.Rows<string>("SELECT Name FROM catalog.Products WHERE Code IN (@a, @b, @c)", new { a = mark + "1", b = mark + "2", c = "-" + mark + "3" })).Order(StringComparer.Ordinal));
    }

    private async Task AssertInvariants() => Assert.Empty(await store.InScope(async services =>
    {
        var breaks = new List<string>();
        foreach (var invariant in services.GetServices<IInvariant>().Where(invariant => invariant.GetType().Namespace!.StartsWith("Store.Catalog", StringComparison.Ordinal)))
            breaks.AddRange(await invariant.Breaks(CancellationToken.None));
        return breaks;
    }));

    private static HttpRequestMessage Csv(byte[] file, string type)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return new HttpRequestMessage(HttpMethod.Post, "/api/catalog/imports") { Content = content };
    }

    private async Task<StoreApp.Reply> Upload(byte[] file, string type)
    {
        using var request = Csv(file, type);
        return await store.Owner(0).Send(request);
    }

    private async Task<JsonElement> Start(byte[] file) => (await Upload(file, "text/csv")).Ok();

    private async Task<JsonElement> Send(string text) => await End(await Start(Encoding.UTF8.GetBytes(text)));

    /// <summary>Waits until an import is over.</summary>
    private async Task<JsonElement> End(JsonElement started)
    {
        var path = $"/api/catalog/imports/{started.GetProperty("importId").GetInt64()}";
        for (var i = 0; i < 600; i++)
        {
            var import = (await store.Owner(0).Get(path)).Ok();
            if (import.GetProperty("state").GetString() != "Running")
                return import;
            await Task.Delay(50);
        }

        throw new TimeoutException("The import does not end.");
    }

    private async Task<(int RowsRead, int Created, int Updated, int Unchanged, int Rejected)> Import(string text) => Counts(await Send(text));

    private async Task<(int RowsRead, int Created, int Updated, int Unchanged, int Rejected)> Import(byte[] file) => Counts(await End(await Start(file)));

    private static (int RowsRead, int Created, int Updated, int Unchanged, int Rejected) Counts(JsonElement import) => (
        import.GetProperty("rowsRead").GetInt32(), import.GetProperty("created").GetInt32(), import.GetProperty("updated").GetInt32(), import.GetProperty("unchanged").GetInt32(),
        import.GetProperty("rejected").GetInt32());

    private sealed class CrashAfterFirstBatch(CancellationTokenSource crash) : IProgress<FileProgress>
    {
        public void Report(FileProgress value) => crash.Cancel();
    }
}
