using System.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Members;
using Store.Kernel.Files;

namespace Store.Tests.Members;

public sealed class MemberTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_member_is_found_by_the_beginning_of_number_or_name_in_every_store()
    {
        var (home, other) = (await store.GivenStore(), await store.GivenStore());
        var (number, name) = (StoreApp.NewCode("m").ToLowerInvariant(), StoreApp.NewCode("张"));
        var made = (await store.SignedIn(home, "members.manage").Post("/api/members/members", new { number, name })).Ok();
        var member = (await store.SignedIn(other, "members.view").Get($"/api/members/members/{made.GetProperty("memberId").GetInt64()}")).Ok();

        Assert.Equal((number.ToUpperInvariant(), name, home), (member.GetProperty("number").GetString(), member.GetProperty("name").GetString(), member.GetProperty("homeStoreId").GetInt64()));
        foreach (var text in new[] { number, number[..8].ToUpperInvariant(), name, name[..6] })
            Assert.Equal([name], await Names(other, $"text={Uri.EscapeDataString(text)}"));
        Assert.Empty(await Names(other, $"text={Uri.EscapeDataString(name[1..])}"));
    }

    [Fact]
    public async Task A_member_without_a_number_is_given_one()
    {
        var made = (await store.Owner(0).Post("/api/members/members", new { number = (string?)null, name = "李四" })).Ok();

        Assert.Matches("^[0-9]{10,16}$", made.GetProperty("number").GetString());
    }

    [Fact]
    public async Task A_number_is_given_once_whoever_asks_at_once()
    {
        var number = StoreApp.NewCode("M");

        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => store.Owner(0).Post("/api/members/members", new { number = i % 2 == 0 ? number : number.ToLowerInvariant(), name = "王五" })));

        Assert.Equal(1, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((409, "member.number_taken"), (reply.Status, reply.Code)));
    }

    [Fact]
    public async Task Members_are_paged_in_the_order_of_their_numbers()
    {
        var prefix = StoreApp.NewCode("PG");
        foreach (var i in new[] { 3, 1, 2 })
            await store.Owner(0).Post("/api/members/members", new { number = $"{prefix}{i}", name = $"客{i}" });

        var first = (await store.Owner(0).Get($"/api/members/members?text={prefix}&limit=2")).Ok();
        var rest = await Names(await store.GivenStore(), $"text={prefix}&limit=2&after={first.GetProperty("next").GetString()}");

        Assert.Equal(["客1", "客2"], first.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        Assert.Equal(["客3"], rest);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("  ", "x")]
    [InlineData("1234567890123456789012345678901234567890X", "x")]
    [InlineData("a\u0000b", "x")]
    [InlineData("A1", "")]
    [InlineData("A1", null)]
    [InlineData("A1", "a\nb")]
    public async Task Bad_input_is_refused(string? number, string? name) =>
        Assert.Equal(400, (await store.Owner(0).Post("/api/members/members", new { number, name })).Status);

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("after=1234567890123456789012345678901234567890X")]
    public async Task Bad_paging_is_refused(string query) => Assert.Equal(400, (await store.Owner(0).Get($"/api/members/members?{query}")).Status);

    [Fact]
    public async Task Nobody_sees_or_makes_members_without_the_permission()
    {
        var (mine, other) = (await store.GivenStore(), await store.GivenStore());
        var member = new { number = (string?)null, name = "赵六", homeStoreId = other };

        Assert.Equal(401, (await store.Anonymous().Get("/api/members/members")).Status);
        Assert.Equal(403, (await store.SignedIn(mine, "checkout.sell").Get("/api/members/members")).Status);
        Assert.Equal(403, (await store.SignedIn(mine, "members.view").Post("/api/members/members", member)).Status);
        Assert.Equal(403, (await store.SignedIn(mine, "members.manage").Post("/api/members/members", member)).Status);
        Assert.Equal(404, (await store.Owner(0).Get("/api/members/members/12345")).Status);
    }

    [Fact]
    public async Task A_file_brings_members_and_the_same_file_again_changes_nothing()
    {
        var (one, two) = (StoreApp.NewCode("F"), StoreApp.NewCode("F"));
        var file = $"会员卡号,姓名\n{one},甲\n{two.ToLowerInvariant()},乙\n,无号\n{one},丙\n";

        var first = await Import(file);
        var again = await Import($"number,name\n{one},丙\n{two},\n");

        Assert.Equal(new ImportCounts(4, 2, 1, 0, 1), first.Counts);
        Assert.Equal(4, Assert.Single(first.Rejections).Row);
        Assert.Equal(new ImportCounts(2, 0, 0, 2, 0), again.Counts);
        Assert.Equal(["丙"], await Names(await store.GivenStore(), $"text={one}"));
    }

    [Fact]
    public async Task Imports_of_one_file_at_once_make_each_member_once()
    {
        var prefix = StoreApp.NewCode("Q");
        var file = "number,name\n" + string.Concat(Enumerable.Range(0, 1200).Select(i => $"{prefix}{i},客{i}\n"));

        var imports = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Import(file))));

        Assert.Equal((1200, 2400), (imports.Sum(import => import.Counts.Created), imports.Sum(import => import.Counts.Unchanged)));
    }

    [Fact]
    public async Task A_file_without_numbers_fails_with_the_reason() =>
        Assert.Contains("number", (await Import("name\n甲\n")).Error, StringComparison.Ordinal);

    private Task<MemberImport> Import(string text) =>
        store.InScope(services => services.GetRequiredService<IMediator>().Send(new ImportMembers(new MemoryStream(Encoding.UTF8.GetBytes(text)))));

    private async Task<string[]> Names(long storeId, string query) =>
        [.. (await store.SignedIn(storeId, "members.view").Get($"/api/members/members?{query}")).Ok().GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];
}
