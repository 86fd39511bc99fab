using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Members;
using Store.Kernel.Database;
using Store.Kernel.Identifiers;
using Store.Tests.Catalog;
using Store.Tests.Checkout;

namespace Store.Tests.Members;

public sealed class SegmentTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Each_condition_keeps_those_whom_it_holds_for()
    {
        var till = await store.GivenTill();
        var owner = store.Owner(till.StoreId, 0);
        var (drinks, teas) = (StoreApp.NewCode("饮"), StoreApp.NewCode("茶"));
        var categoryId = (await owner.Post("/api/catalog/categories", new { name = drinks })).Ok().GetProperty("categoryId").GetInt64();
        var below = (await owner.Post("/api/catalog/categories", new { name = teas, parentId = categoryId })).Ok().GetProperty("categoryId").GetInt64();
        var tea = await till.Special(30m, new { categoryId = below });
        var tag = StoreApp.NewCode("签");
        var level = await store.GivenLevel(1);
        var group = (await owner.Post("/api/members/groups", new { name = StoreApp.NewCode("群"), hiddenFromCashiers = false })).Ok().GetProperty("groupId").GetInt64();
        var (buyer, other) = (await store.GivenMember(), await store.GivenMember());
        foreach (var memberId in new[] { buyer, other })
            (await owner.Put($"/api/members/members/{memberId}", new { name = "会员", profile = new { birthMonth = memberId == buyer ? 5 : 6, birthDay = 30, tags = new[] { tag } }, version = 1 })).Ok();
        (await owner.Put($"/api/members/members/{buyer}/level", new { levelId = level, version = 2 })).Ok();
        (await owner.Put($"/api/members/members/{buyer}/groups", new { groupIds = new[] { group }, version = 3 })).Ok();
        foreach (var given in new[] { false, true })
            (await owner.Post($"/api/members/members/{buyer}/consents", new { channel = "Sms", given, source = "till" })).Ok();
        foreach (var given in new[] { true, false })
            (await owner.Post($"/api/members/members/{other}/consents", new { channel = "Sms", given, source = "till" })).Ok();
        await till.SellTo(buyer, tea, 1m, 30m);
        await till.SellTo(buyer, tea, 1m, 30m);
        await store.DispatchEvents();
        (await owner.Post("/api/members/facts/score", new { })).Ok();

        Assert.Equal(2, await Count(new { tags = new[] { tag } }));
        foreach (var one in new object[]
        {
            new { tags = new[] { tag }, levelIds = new[] { level } }, new { tags = new[] { tag }, groupIds = new[] { group } }, new { tags = new[] { tag }, birthMonth = 5 },
            new { tags = new[] { tag }, spentFrom = 60m, spentTo = 60m }, new { tags = new[] { tag }, yearSpentFrom = 60m }, new { tags = new[] { tag }, visitsFrom = 2, visitsTo = 2 },
            new { tags = new[] { tag }, lastVisitWithinDays = 2 }, new { tags = new[] { tag }, recencyFrom = 1, moneyTo = 5 }, new { tags = new[] { tag }, categoryIds = new[] { categoryId }, categoryTimes = 2 },
            new { tags = new[] { tag }, consentChannel = "Sms" },
            new { tags = new[] { tag }, levelIds = new[] { level }, spentFrom = 1m, birthMonth = 5, categoryIds = new[] { below }, consentChannel = "Sms", memberFrom = "2026-01-01" },
        })
        {
            Assert.Equal(1, await Count(one));
        }

        foreach (var none in new object[]
        {
            new { tags = new[] { tag }, birthMonth = 4 }, new { tags = new[] { tag }, spentFrom = 60.01m }, new { tags = new[] { tag }, visitsFrom = 3 }, new { tags = new[] { tag }, lastVisitBeforeDays = 2 },
            new { tags = new[] { tag }, categoryIds = new[] { categoryId }, categoryTimes = 3 }, new { tags = new[] { tag }, memberTo = "2020-01-01" }, new { tags = new[] { tag }, consentChannel = "Email" },
        })
        {
            Assert.Equal(0, await Count(none));
        }
    }

    [Fact]
    public async Task Who_never_came_has_been_away_since_they_joined()
    {
        var till = await store.GivenTill();
        var tag = StoreApp.NewCode("签");
        var product = await till.Product(10m);
        async Task<long> Tagged()
        {
            var memberId = await store.GivenMember();
            (await store.Owner(0).Put($"/api/members/members/{memberId}", new { name = "会员", profile = new { tags = new[] { tag } }, version = 1 })).Ok();
            return memberId;
        }

        var (never, once, lately) = (await Tagged(), await Tagged(), await Tagged());
        await till.SellTo(once, product, 1m, 10m);
        await store.Later(TimeSpan.FromDays(40));
        await till.SellTo(lately, product, 1m, 10m);
        var fresh = await Tagged();
        await store.DispatchEvents();

        Assert.Equal([never, once], await Members(30));
        Assert.Empty(await Members(50));
        Assert.DoesNotContain(fresh, await Members(30));

        async Task<List<long>> Members(int days)
        {
            var segment = (await store.Owner(0).Post("/api/members/segments", new { name = StoreApp.NewCode("群"), conditions = new { tags = new[] { tag }, lastVisitBeforeDays = days } })).Ok().GetProperty("segmentId").GetInt64();
            return [.. (await store.Owner(0).Get($"/api/members/segments/{segment}/members")).Ok().GetProperty("items").EnumerateArray().Select(member => member.GetProperty("memberId").GetInt64()).Order()];
        }
    }

    [Fact]
    public async Task A_category_with_thousands_below_it_is_a_condition_like_any_other()
    {
        var owner = store.Owner(0);
        var categoryId = (await owner.Post("/api/catalog/categories", new { name = StoreApp.NewCode("大") })).Ok().GetProperty("categoryId").GetInt64();
        await store.InScope(async services =>
        {
            var (db, ids) = (services.GetRequiredService<Db>(), services.GetRequiredService<Ids>());
            return await db.Transact(() => db.Insert(
                "INSERT INTO catalog.Categories (CategoryId, ParentId, Name, Version) VALUES (@CategoryId, @ParentId, @Name, 1)",
                Enumerable.Range(0, 2500).Select(number => new { CategoryId = ids.Next(), ParentId = categoryId, Name = $"小{number}" }).ToList(), CancellationToken.None), CancellationToken.None);
        });

        Assert.Equal(0, await Count(new { categoryIds = new[] { categoryId } }));
        // SQL Server takes 2,100 parameters, and the embedded engine more.
        Assert.DoesNotContain(StatementRules.Seen, statement => statement.Contains("@categoryIds", StringComparison.Ordinal) && statement.Contains("MemberGoods", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_segment_is_saved_changed_listed_and_exported()
    {
        var tag = StoreApp.NewCode("签");
        var members = new List<long>();
        foreach (var name in new[] { "甲", "=乙", "丙" })
        {
            members.Add(await store.GivenMember(new { name }));
            (await store.Owner(0).Put($"/api/members/members/{members[^1]}", new { name, profile = new { tags = new[] { tag } }, version = 1 })).Ok();
        }

        var name2 = StoreApp.NewCode("群");
        var made = (await Clerk().Post("/api/members/segments", new { name = name2, conditions = new { tags = new[] { tag } } })).Ok();
        var segmentId = made.GetProperty("segmentId").GetInt64();
        Assert.Equal((409, "segment.taken"), Told(await Clerk().Post("/api/members/segments", new { name = name2, conditions = new { } })));
        Assert.Equal(400, (await Clerk().Post("/api/members/segments", new { name = "x", conditions = new { recencyFrom = 6 } })).Status);
        Assert.Equal(403, (await store.SignedIn(0, "members.view").Post("/api/members/segments", new { name = "x", conditions = new { } })).Status);

        Assert.Equal(name2, (await Clerk().Get($"/api/members/segments/{segmentId}")).Ok().GetProperty("name").GetString());
        var found = (await Clerk().Get($"/api/members/segments?text={Uri.EscapeDataString(name2[1..])}")).Ok().GetProperty("items").EnumerateArray();
        Assert.Equal([segmentId], found.Select(one => one.GetProperty("segmentId").GetInt64()));
        Assert.Empty((await Clerk().Get($"/api/members/segments?text={Uri.EscapeDataString(name2[..1] + "_%")}")).Ok().GetProperty("items").EnumerateArray());
        var page = (await Clerk().Get($"/api/members/segments/{segmentId}/members?limit=2")).Ok();
        Assert.Equal(members[..2], page.GetProperty("items").EnumerateArray().Select(member => member.GetProperty("memberId").GetInt64()));
        Assert.Single((await Clerk().Get($"/api/members/segments/{segmentId}/members?after={page.GetProperty("next").GetString()}")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal(members[1..], await store.InScope(services => services.GetRequiredService<IMediator>().Send(new ListSegmentMembers(segmentId, members[0], 10))));

        var csv = (await Clerk().Get($"/api/members/segments/{segmentId}/export")).Text;
        Assert.NotEmpty(await store.Rows<long>("SELECT AuditEntryId FROM kernel.AuditEntries WHERE Action = 'members.export-segment'"));
        Assert.Equal(4, csv.Trim().Split('\n').Length);
        Assert.Contains("'=乙", csv, StringComparison.Ordinal);

        (await Clerk().Put($"/api/members/segments/{segmentId}", new { name = name2, conditions = new { tags = new[] { "别的" } }, version = 1 })).Ok();
        Assert.Equal((409, "segment.stale"), Told(await Clerk().Put($"/api/members/segments/{segmentId}", new { name = name2, conditions = new { }, version = 1 })));
        Assert.Empty((await Clerk().Get($"/api/members/segments/{segmentId}/members")).Ok().GetProperty("items").EnumerateArray());
        (await Clerk().Delete($"/api/members/segments/{segmentId}")).Ok();
        Assert.Equal((404, "segment.not_found"), Told(await Clerk().Get($"/api/members/segments/{segmentId}/members")));
        Assert.Equal((404, "segment.not_found"), Told(await Clerk().Get($"/api/members/segments/{segmentId}")));
    }

    private async Task<int> Count(object conditions) => (await Clerk().Post("/api/members/segments/count", new { conditions })).Ok().GetProperty("members").GetInt32();

    private StoreApp.Client Clerk() => store.SignedIn(0, "members.view", "members.manage-segments");

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
