using System.Text.Json;

namespace Store.Tests.Members;

/// <summary>Accounts elsewhere by which members are known.</summary>
public sealed class AccountTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task An_account_is_one_members_and_finds_them_wherever_their_file_goes()
    {
        var clerk = store.Owner(0);
        var (memberId, otherId) = (await store.GivenMember(), await store.GivenMember());
        var subject = StoreApp.NewCode("oX-");
        var accountId = (await Link(clerk, otherId, " WeChat ", $" {subject} ")).Ok().GetProperty("accountId").GetInt64();
        Assert.Equal(accountId, (await Link(clerk, otherId, "wechat", subject)).Ok().GetProperty("accountId").GetInt64());

        var taken = await Link(clerk, memberId, "wechat", subject);
        Assert.Equal((409, "account.taken", otherId), (taken.Status, taken.Code, taken.Json.GetProperty("memberId").GetInt64()));
        Assert.Equal(otherId, await Found(clerk, "WECHAT", subject));
        Assert.Null(await Found(clerk, "alipay", subject));
        Assert.Null(await Found(clerk, "wechat", subject.ToLowerInvariant()));
        Assert.DoesNotContain(subject, JsonSerializer.Serialize(await store.Rows<string>("SELECT CONCAT(SubjectIndex, Sealed) FROM members.MemberAccounts")), StringComparison.OrdinalIgnoreCase);

        (await clerk.Post($"/api/members/members/{memberId}/merge", new { otherId, version = 1, otherVersion = 1 })).Ok();
        Assert.Equal(memberId, await Found(clerk, "wechat", subject));
        var listed = Assert.Single((await clerk.Get($"/api/members/members/{memberId}/accounts")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal(("wechat", $"***{subject[^4..]}"), (listed.GetProperty("provider").GetString(), listed.GetProperty("subject").GetString()));

        Assert.Equal(404, (await clerk.Delete($"/api/members/members/{otherId}/accounts/{accountId}")).Status);
        (await clerk.Delete($"/api/members/members/{memberId}/accounts/{accountId}")).Ok();
        Assert.Null(await Found(clerk, "wechat", subject));
        (await Link(clerk, memberId, "wechat", subject)).Ok();
        (await clerk.Post($"/api/members/members/{memberId}/erase", new { version = 2 })).Ok();
        Assert.Null(await Found(clerk, "wechat", subject));
        Assert.Equal(["members.link-account", "members.unlink-account", "members.link-account"], await store.Rows<string>(
            "SELECT Action FROM kernel.AuditEntries WHERE Action LIKE 'members.%link-account' ORDER BY AuditEntryId"));
    }

    [Theory]
    [InlineData("we chat", "x", 400)]
    [InlineData("", "x", 400)]
    [InlineData("wechat", " ", 400)]
    public async Task An_account_has_a_provider_and_what_identifies_it(string provider, string subject, int status)
    {
        var memberId = await store.GivenMember();

        Assert.Equal(status, (await Link(store.SignedIn(0, "members.manage"), memberId, provider, subject)).Status);
        Assert.Equal(status, (await store.SignedIn(0, "members.view").Post("/api/members/members/lookup", new { provider, subject })).Status);
        Assert.Equal(403, (await Link(store.SignedIn(0, "members.view"), memberId, "wechat", "x")).Status);
    }

    private static Task<StoreApp.Reply> Link(StoreApp.Client by, long memberId, string provider, string subject) => by.Post($"/api/members/members/{memberId}/accounts", new { provider, subject });

    private static async Task<long?> Found(StoreApp.Client by, string provider, string subject) =>
        await by.Post("/api/members/members/lookup", new { provider, subject }) is { Status: 200 } found ? found.Json.GetProperty("memberId").GetInt64() : null;
}
