using Microsoft.Extensions.DependencyInjection;
using Store.Host.Verbs;
using Store.Kernel.Modules;

namespace Store.Tests.Access;

public sealed class DemoStaffTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task Everyone_in_the_demo_chain_can_sign_in_and_works_where_they_should()
    {
        foreach (var order in new[] { 10, 20 })
        {
            await store.InScope(async services =>
            {
                foreach (var part in services.GetServices<IDemoPart>().Where(part => part.Order == order))
                    await part.Fill(CancellationToken.None);
                return order;
            });
        }

        var stores = (await store.Rows<long>("SELECT StoreId FROM chain.Stores ORDER BY Code")).ToArray();
        (string UserName, string Password, long[] Stores)[] people =
        [
            ("owner", "demo-owner-1", stores), ("manager", "demo-manager-1", stores), ("cashier1", "demo-cashier-1", [stores[0]]), ("cashier2", "demo-cashier-1", [stores[1]]),
            ("cashier3", "demo-cashier-1", [stores[2]]), ("clerk", "demo-clerk-1", stores), ("auditor", "demo-auditor-1", stores),
        ];
        foreach (var (userName, password, expected) in people)
        {
            var token = (await store.Anonymous().SignIn(userName, password)).Ok().GetProperty("token").GetString();
            var me = (await store.WithBearer(token).Get("/api/access/me")).Ok();
            Assert.Equal(expected, me.GetProperty("stores").EnumerateArray().Select(place => place.GetProperty("storeId").GetInt64()));
        }
    }
}

public sealed class OwnerPasswordTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task At_the_server_an_owner_is_made_and_given_another_password()
    {
        Assert.Equal(0, await OwnerPassword.Run(store.Services, "Boss", "first password 1", CancellationToken.None));
        var client = store.WithBearer((await store.Anonymous().SignIn("boss", "first password 1")).Ok().GetProperty("token").GetString());
        Assert.Equal("*", Assert.Single((await client.Get("/api/access/me")).Ok().GetProperty("chainPermissions").EnumerateArray()).GetString());

        Assert.Equal(0, await OwnerPassword.Run(store.Services, "boss", "second password 2", CancellationToken.None));

        Assert.Equal(401, (await client.Get("/api/access/me")).Status);
        Assert.Equal(401, (await store.Anonymous().SignIn("boss", "first password 1")).Status);
        Assert.Equal(200, (await store.Anonymous().SignIn("boss", "second password 2")).Status);
    }

    [Fact]
    public async Task It_neither_takes_weak_passwords_nor_touches_other_peoples_accounts()
    {
        var cashier = await store.GivenPerson(Store.Access.Roles.BuiltInRoles.Cashier, await store.GivenStore());

        Assert.Equal(1, await OwnerPassword.Run(store.Services, "boss2", "weak", CancellationToken.None));
        Assert.Equal(1, await OwnerPassword.Run(store.Services, cashier.UserName, "a strong password", CancellationToken.None));

        Assert.Equal(200, (await store.Anonymous().SignIn(cashier.UserName, Person.Password)).Status);
    }
}
