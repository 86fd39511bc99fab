using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Members;
using Store.Kernel.Http;

namespace Store.Tests.Members;

public sealed class LevelTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_members_standing_is_level_groups_and_what_the_ticket_adds()
    {
        var (gold, students, staff) = (await Level(), await Group(), await Group(hidden: true));
        var (memberId, _) = await Member();
        Assert.Equal(Standing.Passerby, await StandingOf(null));
        Assert.Equal((memberId, null, 0), Told(await StandingOf(memberId)));

        (await Manager().Put($"/api/members/members/{memberId}/level", new { levelId = gold, version = 1 })).Ok();
        (await Manager().Put($"/api/members/members/{memberId}/groups", new { groupIds = new[] { staff, staff }, version = 2 })).Ok();

        var standing = await StandingOf(memberId, students);
        Assert.Equal((memberId, gold, 2), Told(standing));
        Assert.Equal([students, staff], standing.GroupIds.Order());
        Assert.Equal((null, null, 1), Told(await StandingOf(null, students)));

        (await Manager().Put($"/api/members/members/{memberId}/level", new { levelId = (long?)null, version = 3 })).Ok();
        (await Manager().Put($"/api/members/members/{memberId}/groups", new { groupIds = Array.Empty<long>(), version = 4 })).Ok();
        Assert.Equal((memberId, null, 0), Told(await StandingOf(memberId)));
    }

    [Fact]
    public async Task What_does_not_exist_or_is_hidden_is_not_put_on_a_ticket()
    {
        var staff = await Group(hidden: true);

        Assert.Equal("member.not_found", (await Assert.ThrowsAsync<NotFound>(() => StandingOf(12345))).Code);
        Assert.Equal("group.not_found", (await Assert.ThrowsAsync<NotFound>(() => StandingOf(null, 12345))).Code);
        Assert.Equal("group.not_found", (await Assert.ThrowsAsync<NotFound>(() => StandingOf(null, staff))).Code);
    }

    [Fact]
    public async Task Hidden_groups_are_seen_by_those_who_manage_them_alone()
    {
        var (open, hidden) = (await Group(), await Group(hidden: true));
        var (memberId, _) = await Member();
        (await Manager().Put($"/api/members/members/{memberId}/groups", new { groupIds = new[] { open, hidden }, version = 1 })).Ok();
        var cashier = store.SignedIn(0, "members.view", "members.manage");

        Assert.Equal([open], (await Groups(cashier)).Intersect([open, hidden]));
        Assert.Equal(2, (await Groups(Manager())).Intersect([open, hidden]).Count());
        Assert.Equal([open], (await cashier.Get($"/api/members/members/{memberId}")).Ok().GetProperty("groupIds").EnumerateArray().Select(id => id.GetInt64()));
        Assert.Equal(403, (await cashier.Put($"/api/members/members/{memberId}/level", new { levelId = (long?)null, version = 2 })).Status);
        Assert.Equal(403, (await cashier.Post("/api/members/groups", new { name = "自己人", hiddenFromCashiers = false })).Status);
    }

    [Fact]
    public async Task A_till_finds_a_member_by_the_whole_number()
    {
        var gold = await Level();
        var (memberId, number) = await Member();
        (await Manager().Put($"/api/members/members/{memberId}/level", new { levelId = gold, version = 1 })).Ok();
        var till = store.SignedIn(0, "members.view");

        var found = (await till.Post("/api/members/members/lookup", new { code = number.ToLowerInvariant() })).Ok();
        Assert.Equal((memberId, gold), (found.GetProperty("memberId").GetInt64(), found.GetProperty("levelId").GetInt64()));
        Assert.NotEmpty(found.GetProperty("levelName").GetString()!);
        Assert.Equal(404, (await till.Post("/api/members/members/lookup", new { code = number[..6] })).Status);
        Assert.Equal(400, (await till.Post("/api/members/members/lookup", new { code = "" })).Status);
    }

    [Fact]
    public async Task Names_are_given_once_and_changes_know_of_each_other()
    {
        var name = StoreApp.NewCode("级");
        var levelId = (await Manager().Post("/api/members/levels", new { name, rank = 1 })).Ok().GetProperty("levelId").GetInt64();
        Assert.Equal((409, "level.taken"), Told(await Manager().Post("/api/members/levels", new { name = $" {name} ", rank = 2 })));
        Assert.Equal(200, (await Manager().Put($"/api/members/levels/{levelId}", new { name, rank = 3, version = 1 })).Status);
        Assert.Equal((409, "level.stale"), Told(await Manager().Put($"/api/members/levels/{levelId}", new { name, rank = 4, version = 1 })));
        Assert.Equal(404, (await Manager().Put("/api/members/levels/12345", new { name, rank = 4, version = 1 })).Status);
        Assert.Equal(400, (await Manager().Post("/api/members/levels", new { name = " ", rank = 1 })).Status);

        var group = StoreApp.NewCode("群");
        var groupId = (await Manager().Post("/api/members/groups", new { name = group, hiddenFromCashiers = false })).Ok().GetProperty("groupId").GetInt64();
        Assert.Equal((409, "group.taken"), Told(await Manager().Post("/api/members/groups", new { name = group, hiddenFromCashiers = true })));
        Assert.Equal(200, (await Manager().Put($"/api/members/groups/{groupId}", new { name = group, hiddenFromCashiers = true, version = 1 })).Status);
        Assert.Equal((409, "group.stale"), Told(await Manager().Put($"/api/members/groups/{groupId}", new { name = group, hiddenFromCashiers = true, version = 1 })));

        var (memberId, _) = await Member();
        Assert.Equal((422, "level.unknown"), Told(await Manager().Put($"/api/members/members/{memberId}/level", new { levelId = 12345, version = 1 })));
        Assert.Equal((422, "group.unknown"), Told(await Manager().Put($"/api/members/members/{memberId}/groups", new { groupIds = new[] { 12345 }, version = 1 })));
        Assert.Equal((409, "member.stale"), Told(await Manager().Put($"/api/members/members/{memberId}/level", new { levelId, version = 9 })));
    }

    private StoreApp.Client Manager() => store.SignedIn(0, "members.view", "members.manage", "members.manage-levels");

    private async Task<long> Level() => (await Manager().Post("/api/members/levels", new { name = StoreApp.NewCode("级"), rank = 5 })).Ok().GetProperty("levelId").GetInt64();

    private async Task<long> Group(bool hidden = false) =>
        (await Manager().Post("/api/members/groups", new { name = StoreApp.NewCode("群"), hiddenFromCashiers = hidden })).Ok().GetProperty("groupId").GetInt64();

    private async Task<(long MemberId, string Number)> Member()
    {
        var number = StoreApp.NewCode("M");
        return ((await Manager().Post("/api/members/members", new { number, name = "会员" })).Ok().GetProperty("memberId").GetInt64(), number);
    }

    private Task<Standing> StandingOf(long? memberId, params long[] groupIds) =>
        store.InScope(services => services.GetRequiredService<IMediator>().Send(new GetStanding(1, memberId, groupIds)));

    private static async Task<long[]> Groups(StoreApp.Client client) =>
        [.. (await client.Get("/api/members/groups")).Ok().GetProperty("items").EnumerateArray().Select(group => group.GetProperty("groupId").GetInt64())];

    private static (long?, long?, int) Told(Standing standing) => (standing.MemberId, standing.LevelId, standing.GroupIds.Count);

    private static (int, string?) Told(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
