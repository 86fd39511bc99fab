using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Store.Tests.Members;

public sealed class MemberImportTests(StoreApp store) : IClassFixture<StoreApp>
{
    /// <summary>Stores that whoever imports works in.</summary>
    private readonly List<long> homes = [0];

    [Fact]
    public async Task A_file_with_all_columns_comes_in_and_out_again_unchanged()
    {
        var (one, two, phone, level) = (StoreApp.NewCode("F"), StoreApp.NewCode("F"), NewPhone(), StoreApp.NewCode("级"));
        (await store.Owner(0).Post("/api/members/levels", new { name = level, rank = 1 })).Ok();
        var home = await HomeStore();

        var first = await Import($"卡号,姓名,手机,邮箱,开卡门店,等级,性别,生日,语言,标签,偏好,备注\n{one},甲,{phone},{one}@example.com,{home},{level},女,1990-05-31,zh-Hant,茶;老 客,少糖,备注\n{two},乙,,,,,M,02-29,,,,\n");

        Assert.Equal((2, 2, 0), Counts(first));
        var memberId = (await store.Owner(0).Post("/api/members/members/lookup", new { code = phone })).Ok().GetProperty("memberId").GetInt64();
        var profile = (await store.Owner(0).Get($"/api/members/members/{memberId}")).Ok().GetProperty("profile");
        Assert.Equal(("Female", 1990, 5, 31, "zh-Hant", 2), (profile.GetProperty("gender").GetString(), profile.GetProperty("birthYear").GetInt32(), profile.GetProperty("birthMonth").GetInt32(),
            profile.GetProperty("birthDay").GetInt32(), profile.GetProperty("language").GetString(), profile.GetProperty("tags").GetArrayLength()));

        Assert.Equal((1, 0, 0), Counts(await Import($"number,phone,tags\n{one},{phone},\n")));
        foreach (var format in new[] { "csv", "xlsx" })
        {
            var file = await Export(format);
            Assert.Equal((0, 0), (Counts(await Import(file)).Created, Counts(await Import(file)).Updated));
        }

        Assert.Contains($"{one},甲,{phone},{one.ToLowerInvariant()}@example.com,{home},{level},Female,1990-05-31,zh-Hant,老 客;茶,少糖,备注", Encoding.UTF8.GetString(await Export("csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_brought_whom_comes_in_and_rows_that_are_not_taken_tell_nothing_of_the_person()
    {
        var (one, two, three, phone) = (StoreApp.NewCode("F"), StoreApp.NewCode("F"), StoreApp.NewCode("F"), NewPhone());
        Assert.Equal((1, 1, 0), Counts(await Import($"number,name\n{one},甲\n")));

        var told = await Import($"卡号,姓名,手机,推荐人\n{two},乙,,{one}\n{three},丙,{phone},没有这个人\n{three},丙,{phone},{three}\n");

        Assert.Equal((3, 1, 0), Counts(told));
        Assert.DoesNotContain(phone, told.ToString(), StringComparison.Ordinal);
        Assert.Equal([(3, three), (4, three)], told.GetProperty("rejections").EnumerateArray().Select(row => (row.GetProperty("row").GetInt32(), row.GetProperty("text").GetString()!)));
        var brought = (await store.Owner(0).Post("/api/members/members/lookup", new { code = two })).Ok().GetProperty("memberId").GetInt64();
        Assert.Equal("甲", (await store.Owner(0).Get($"/api/members/members/{brought}")).Ok().GetProperty("referrerName").GetString());
    }

    [Fact]
    public async Task Who_brought_whom_comes_in_in_whatever_order_the_rows_stand()
    {
        const int Rows = 1200;
        var codes = Enumerable.Range(0, Rows).Select(_ => StoreApp.NewCode("F")).ToList();
        var (lone, ring, other) = (StoreApp.NewCode("F"), StoreApp.NewCode("F"), StoreApp.NewCode("F"));
        var file = $"卡号,姓名,推荐人\n{lone},孤,没有这个人\n{ring},环,{other}\n{other},环,{ring}\n" + string.Concat(codes.Select((code, index) => $"{code},第{index:0000},{codes.ElementAtOrDefault(index + 1)}\n"));

        var told = await Import(file);

        Assert.Equal((Rows + 3, Rows, 0), Counts(told));
        Assert.Equal([(2, lone), (3, ring), (4, other)], told.GetProperty("rejections").EnumerateArray().Select(row => (row.GetProperty("row").GetInt32(), row.GetProperty("text").GetString()!)));
        Assert.Equal((Rows + 3, 0, 0), Counts(await Import(file)));
        Assert.Equal([.. codes.Skip(1)], await store.Rows<string>(
            "SELECT r.Number FROM members.Members m JOIN members.Members r ON r.MemberId = m.ReferrerId WHERE m.Number IN @some ORDER BY m.Name", new { some = codes }));
    }

    [Fact]
    public async Task A_file_sets_no_level_and_no_store_that_who_brings_it_may_not_set_by_hand()
    {
        var (one, level) = (StoreApp.NewCode("F"), StoreApp.NewCode("级"));
        (await store.Owner(0).Post("/api/members/levels", new { name = level, rank = 1 })).Ok();
        var home = await HomeStore();
        var clerk = store.SignedIn(await store.GivenStore(), "members.import");

        var told = await Import($"number,name,level,home_store\n{one},甲,{level},\n{StoreApp.NewCode("F")},乙,,{home}\n{StoreApp.NewCode("F")},丙,,\n", clerk);

        Assert.Equal((3, 1, 0), Counts(told));
        Assert.Equal(["You may not set levels.", "You may not bring members into this store."], told.GetProperty("rejections").EnumerateArray().Select(row => row.GetProperty("reason").GetString()));
        Assert.Equal((2, 2, 0), Counts(await Import($"number,name,level,home_store\n{one},甲,{level},\n{StoreApp.NewCode("F")},乙,,{home}\n")));
        Assert.Equal((1, 0, 0), Counts(await Import($"number,name,level\n{one},甲,{level}\n", clerk)));
    }

    [Fact]
    public async Task Phones_that_are_taken_are_told_row_by_row()
    {
        var (one, two, three, phone, other) = (StoreApp.NewCode("F"), StoreApp.NewCode("F"), StoreApp.NewCode("F"), NewPhone(), NewPhone());
        (await store.Owner(0).Post("/api/members/members", new { number = one, name = "甲", phone })).Ok();

        var told = await Import($"number,name,phone\n{two},乙,{phone}\n{three},丙,{other}\n{StoreApp.NewCode("F")},丁,{other}\n{one},甲,{phone}\n");

        Assert.Equal((4, 1, 0), Counts(told));
        Assert.Equal(
            [(2, $"Member {one} has this phone number."), (4, "Another row of the file has this phone number.")],
            told.GetProperty("rejections").EnumerateArray().Select(row => (row.GetProperty("row").GetInt32(), row.GetProperty("reason").GetString()!)));
    }

    [Theory]
    [InlineData("phone", "12")]
    [InlineData("email", "x")]
    [InlineData("gender", "?")]
    [InlineData("birthday", "1990-02-30")]
    [InlineData("language", "fr")]
    [InlineData("level", "没有的级")]
    [InlineData("home_store", "NOPE")]
    public async Task A_cell_that_makes_no_sense_is_told(string column, string cell)
    {
        var told = await Import($"number,{column}\n{StoreApp.NewCode("F")},{cell}\n");

        Assert.Equal(1, told.GetProperty("counts").GetProperty("rejected").GetInt32());
        Assert.Equal(2, Assert.Single(told.GetProperty("rejections").EnumerateArray()).GetProperty("row").GetInt32());
    }

    [Fact]
    public async Task Nobody_takes_all_members_along_without_the_permission()
    {
        var clerk = store.SignedIn(0, "members.view", "members.manage", "members.see-contact");
        Assert.Equal(403, (await clerk.Get("/api/members/members/export")).Status);
        Assert.Equal(403, (int)(await Send(clerk, Encoding.UTF8.GetBytes("number\n1\n"))).StatusCode);
    }

    private async Task<string> HomeStore()
    {
        var storeId = await store.GivenStore();
        homes.Add(storeId);
        return (await store.Owner(storeId).Get("/api/chain/stores")).Ok().GetProperty("stores").EnumerateArray().Single(one => one.GetProperty("storeId").GetInt64() == storeId).GetProperty("code").GetString()!;
    }

    private Task<JsonElement> Import(string text, StoreApp.Client? by = null) => Import(Encoding.UTF8.GetBytes(text), by);

    private async Task<JsonElement> Import(byte[] file, StoreApp.Client? by = null)
    {
        var answer = await Send(by ?? store.Owner([.. homes]), file);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<HttpResponseMessage> Send(StoreApp.Client client, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await client.Http.PostAsync("/api/members/members/import", content);
    }

    private Task<byte[]> Export(string format) => store.SignedIn(0, "members.export").Http.GetByteArrayAsync($"/api/members/members/export?format={format}");

    private static (int Read, int Created, int Updated) Counts(JsonElement told)
    {
        var counts = told.GetProperty("counts");
        return (counts.GetProperty("rowsRead").GetInt32(), counts.GetProperty("created").GetInt32(), counts.GetProperty("updated").GetInt32());
    }

    private static string NewPhone() => $"1{Random.Shared.NextInt64(3_000_000_000, 9_999_999_999)}";
}
