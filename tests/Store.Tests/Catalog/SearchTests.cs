using Store.Catalog.Search;
using Store.Kernel.Database;

namespace Store.Tests.Catalog;

public sealed class SearchTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Theory]
    [InlineData("康师傅冰红茶")]
    [InlineData("冰红")]
    [InlineData("茶500")]
    [InlineData("500ml")]
    [InlineData("500ML")]
    [InlineData("５００ｍｌ")]
    [InlineData("ksf")]
    [InlineData("KSFBHC")]
    [InlineData("bhc")]
    [InlineData("hc500")]
    [InlineData("茶 康师傅")]
    [InlineData("bhc 康 500")]
    [InlineData("瓶装")]
    [InlineData("tongyi")]
    [InlineData("ngyi")]
    public async Task A_product_is_found_by_any_part_of_its_words_and_by_their_initials(string text)
    {
        var storeId = await store.GivenStore();
        var mark = StoreApp.NewCode("");
        await Make($"康师傅冰红茶500ml {mark}", brand: "TongYi", spec: "瓶装");

        Assert.Equal([$"康师傅冰红茶500ml {mark}"], await store.Search(storeId, $"{text} {mark}"));
        Assert.Contains($"康师傅冰红茶500ml {mark}", await store.Search(storeId, text, limit: 100));
    }

    [Theory]
    [InlineData("冰绿茶")]
    [InlineData("红冰")]
    [InlineData("hbc")]
    [InlineData("红 绿")]
    public async Task All_words_have_to_match(string text)
    {
        var storeId = await store.GivenStore();
        var mark = StoreApp.NewCode("");
        await Make($"康师傅冰红茶 {mark}");

        Assert.Empty(await store.Search(storeId, $"{text} {mark}"));
    }

    [Fact]
    public async Task A_barcode_is_found_by_its_tail_and_a_code_by_its_beginning()
    {
        var storeId = await store.GivenStore();
        var (barcode, name) = (CatalogGivens.NewBarcode(), StoreApp.NewCode("条码商品"));
        var product = await store.GivenProduct(storeId, name: name, barcode: barcode);

        foreach (var text in new[] { barcode[^6..], barcode, "0" + barcode, product.Code[..9], product.Code.ToLowerInvariant() })
            Assert.Contains(name, await store.Search(storeId, text, limit: 100));
        Assert.DoesNotContain(name, await store.Search(storeId, new string([.. barcode[^6..].Reverse()]), limit: 100));
        Assert.DoesNotContain(name, await store.Search(storeId, product.Code[2..], limit: 100));
        Assert.Equal([name], await store.Search(storeId, $"{barcode[^4..]} {name}"));
    }

    [Fact]
    public async Task The_answer_shows_price_and_barcode_here_and_keeps_to_the_limit()
    {
        var storeId = await store.GivenStore();
        var mark = StoreApp.NewCode("限量");
        var barcode = CatalogGivens.NewBarcode();
        await store.GivenProduct(storeId, price: 3.50m, name: $"{mark}甲", barcode: barcode);
        for (var i = 0; i < 4; i++)
            await store.GivenProduct(storeId, price: null, name: $"{mark}乙{i}");

        var items = (await store.Owner(storeId).Get($"/api/catalog/stores/{storeId}/search?text={Uri.EscapeDataString(mark)}")).Ok().GetProperty("items").EnumerateArray().ToArray();
        var priced = items.Single(item => item.GetProperty("name").GetString() == $"{mark}甲");

        Assert.Equal(5, items.Length);
        Assert.Equal((3.50m, barcode), (priced.Price(), priced.GetProperty("barcode").GetString()));
        Assert.Equal(3, (await store.Search(storeId, mark, limit: 3)).Length);
    }

    [Fact]
    public async Task Goods_that_are_not_sold_are_found_in_the_back_office_only()
    {
        var storeId = await store.GivenStore();
        var name = StoreApp.NewCode("停售");
        await store.GivenProduct(storeId, name: name, active: false);

        var browsed = (await store.Owner(storeId).Get($"/api/catalog/products?text={Uri.EscapeDataString(name)}")).Ok().GetProperty("items");

        Assert.Empty(await store.Search(storeId, name));
        Assert.Equal(name, Assert.Single(browsed.EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_renamed_product_is_found_by_its_new_name_alone()
    {
        var storeId = await store.GivenStore();
        var (old, now) = (StoreApp.NewCode("旧名"), StoreApp.NewCode("新名"));
        var product = await store.GivenProduct(storeId, name: old);
        (await store.Owner(0).Put($"/api/catalog/products/{product.ProductId}", new
        {
            code = product.Code, name = now, unit = "件", taxCode = "NONE", barcodes = Array.Empty<object>(), active = true, version = 1,
        })).Ok();

        Assert.Empty(await store.Search(storeId, old));
        Assert.Equal([now], await store.Search(storeId, now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u0000")]
    [InlineData("\uFFFF")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("'")]
    [InlineData("[a-z]")]
    [InlineData("😀")]
    [InlineData("퟿")]
    [InlineData("a b c d e f g h i j k l m")]
    public async Task Odd_texts_find_nothing_and_break_nothing(string text)
    {
        var storeId = await store.GivenStore();

        Assert.DoesNotContain("测试商品", await store.Search(storeId, text));
    }

    [Fact]
    public async Task Signs_and_pictures_in_names_are_found_as_they_are()
    {
        var storeId = await store.GivenStore();
        var mark = StoreApp.NewCode("");
        await Make($"100%汁😀_[{mark}]");

        foreach (var text in new[] { "0%汁", "汁😀_", "😀", $"_[{mark}]" })
            Assert.Equal([$"100%汁😀_[{mark}]"], await store.Search(storeId, $"{text} {mark}"));
        Assert.Empty(await store.Search(storeId, $"100_汁 {mark}"));
    }

    [Fact]
    public void No_term_is_the_beginning_of_another()
    {
        var terms = SearchTerms.Of("A1", "aaa 可口可乐 kkkl", "可口可乐", "", ["6901234567892", "A1"]);

        Assert.Contains("aaa", terms);
        Assert.Contains("kkkl", terms);
        Assert.Contains(" 2987654321096", terms);
        Assert.DoesNotContain("aa", terms);
        Assert.DoesNotContain(terms, term => terms.Any(other => other != term && other.StartsWith(term, StringComparison.Ordinal)));
        Assert.Equal(terms.Distinct(StringComparer.Ordinal), terms);
    }

    [Fact]
    public void Long_names_make_terms_that_fit_the_column() =>
        Assert.All(SearchTerms.Of(new string('C', 48), string.Concat(Enumerable.Repeat("长😀", 60)), new string('b', 100), "", [new string('9', 48)]), term =>
        {
            Assert.InRange(term.Length, 1, SearchTerms.LengthAtMost);
            Assert.False(char.IsHighSurrogate(term[^1]) || char.IsLowSurrogate(term[0]));
        });

    [Theory]
    [InlineData("abc", "abd")]
    [InlineData("a\uD7FF", "a\uE000")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE01")]
    [InlineData("\uD83D\uDFFF", "\uD83E\uDC00")]
    public void The_range_of_a_beginning_ends_at_the_next_text_that_does_not_have_it(string beginning, string next)
    {
        var (from, to) = TextRange.BeginningWith(beginning);

        Assert.Equal((beginning, next), (from, to));
        Assert.True(string.CompareOrdinal(beginning + "\uDBFF\uDFFD", to) < 0);
    }

    [Theory]
    [InlineData(10, "USING COVERING INDEX IX_SearchTerms_Product (ProductId=? AND Term>? AND Term<?)")]
    [InlineData(1000, "SEARCH o USING PRIMARY KEY (Term>? AND Term<?)")]
    public void The_index_answers_a_search_without_a_scan_or_a_sort(int count, string how)
    {
        if (!store.ConnectionString.StartsWith("Data Source=", StringComparison.Ordinal) || !store.ConnectionString.EndsWith(".db", StringComparison.Ordinal))
            return;
        var word = new ProductSearch.Word([TextRange.BeginningWith("a"), TextRange.BeginningWith(" 1")], count);
        var statement = ProductSearch.Statement([word, word, word], alsoInactive: false, []);

        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(store.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + new EmbeddedSql(new HashSet<string>(StringComparer.Ordinal) { "catalog" }).Translate(statement);
        foreach (var name in new[] { "", "0", "1", "2", "3" })
        {
            command.Parameters.AddWithValue("@From" + name, "a");
            command.Parameters.AddWithValue("@To" + name, "b");
        }

        command.Parameters.AddWithValue("@Skip", 0);
        command.Parameters.AddWithValue("@Rows", 60);
        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
            plan.Add(reader.GetString(3));

        Assert.DoesNotContain(plan, step => step.Contains("SCAN", StringComparison.Ordinal) || step.Contains("TEMP B-TREE FOR ORDER", StringComparison.Ordinal));
        Assert.Contains("SEARCH s USING PRIMARY KEY (Term>? AND Term<?)", plan);
        Assert.Contains(plan, step => step.Contains(how, StringComparison.Ordinal));
    }

    private async Task Make(string name, string brand = "", string spec = "") => (await store.Owner(0).Post("/api/catalog/products", new
    {
        code = StoreApp.NewCode("S"), name, brand, spec, unit = "件", taxCode = "NONE", barcodes = Array.Empty<object>(), price = 1m, active = true,
    })).Ok();
}
