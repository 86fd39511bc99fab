using Store.Access.Roles;
using Store.Access.Users;
using Store.Kernel.Verification;

namespace Store.Tests.Access;

public sealed class LastOwnerTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task The_last_owner_stays_however_it_is_tried()
    {
        var ownerRole = await store.GivenRole(BuiltInRoles.Owner);
        var owners = await store.Rows<Person>("SELECT u.UserId, u.UserName FROM access.Users u JOIN access.Grants g ON g.UserId = u.UserId WHERE g.RoleId = @ownerRole AND u.Active = 1", new { ownerRole });
        var (last, chain) = (Assert.Single(owners), store.Owner(0));
        var version = Assert.Single(await store.Rows<int>("SELECT Version FROM access.Users WHERE UserId = @UserId", last));

        StoreApp.Reply[] replies =
        [
            await chain.Put($"/api/access/users/{last.UserId}", AccessGivens.Change(last, active: false, version, new Grant(ownerRole, 0))),
            await chain.Put($"/api/access/users/{last.UserId}", AccessGivens.Change(last, active: true, version)),
            await chain.Put($"/api/access/roles/{ownerRole}", new { name = "owner", permissions = new[] { "access.manage-users" }, version = 1 }),
        ];

        Assert.All(replies, reply => Assert.Equal((422, "owner.last"), (reply.Status, reply.Code)));
        Assert.Empty(await store.InScope(services => ((IEnumerable<IInvariant>)services.GetService(typeof(IEnumerable<IInvariant>))!).OfType<SomebodyOwnsTheChain>().Single().Breaks(CancellationToken.None)));
    }

    [Fact]
    public async Task Of_two_owners_who_close_each_others_account_at_once_one_stays()
    {
        var ownerRole = await store.GivenRole(BuiltInRoles.Owner);
        var first = (await store.Rows<Person>("SELECT UserId, UserName FROM access.Users WHERE UserName = 'first-owner'"))[0];
        var second = await store.GivenPerson(BuiltInRoles.Owner, 0);
        (Person Owner, StoreApp.Client Client)[] owners = [(first, await store.SignedIn(first)), (second, await store.SignedIn(second))];
        var version = Assert.Single(await store.Rows<int>("SELECT Version FROM access.Users WHERE UserId = @UserId", first));

        var replies = await Task.WhenAll(
            owners[0].Client.Put($"/api/access/users/{second.UserId}", AccessGivens.Change(second, active: false, 1, new Grant(ownerRole, 0))),
            owners[1].Client.Put($"/api/access/users/{first.UserId}", AccessGivens.Change(first, active: false, version, new Grant(ownerRole, 0))));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.Single(replies, reply => reply.Status is 422 or 401);
        Assert.Equal(1, Assert.Single(await store.Rows<int>(
            "SELECT COUNT(*) FROM access.Users u JOIN access.Grants g ON g.UserId = u.UserId WHERE g.RoleId = @ownerRole AND g.StoreId = 0 AND u.Active = 1", new { ownerRole })));
    }
}
