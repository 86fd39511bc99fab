using Store.Access.Roles;

namespace Store.Tests.Access;

public sealed class LockOutTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Wrong = "not the password";

    [Fact]
    public async Task After_five_failures_the_right_password_waits_fifteen_minutes()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        for (var i = 0; i < 5; i++)
            await store.Anonymous().SignIn(person.UserName, Wrong);

        var locked = await store.Anonymous().SignIn(person.UserName, Person.Password);
        await store.Later(TimeSpan.FromMinutes(14));
        var stillLocked = await store.Anonymous().SignIn(person.UserName, Person.Password);
        await store.Later(TimeSpan.FromMinutes(2));
        var open = await store.Anonymous().SignIn(person.UserName, Person.Password);

        Assert.Equal((401, 401, 200), (locked.Status, stillLocked.Status, open.Status));
        Assert.Equal("sign_in.refused", locked.Code);
        Assert.Single(await store.Rows<string>("SELECT NewValue FROM kernel.AuditEntries WHERE Action = 'access.lock-out' AND Subject = @subject", new { subject = $"user {person.UserName}" }));
    }

    [Fact]
    public async Task Guesses_sent_all_at_once_are_no_more_than_five()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => store.Anonymous().SignIn(person.UserName, Wrong)));

        Assert.All(replies, reply => Assert.Equal(401, reply.Status));
        Assert.Equal(5, Assert.Single(await store.Rows<int>("SELECT FailedSignIns FROM access.Users WHERE UserId = @UserId", person)));
        Assert.Equal(401, (await store.Anonymous().SignIn(person.UserName, Person.Password)).Status);
    }

    [Fact]
    public async Task Right_passwords_sent_all_at_once_do_not_lock_anyone_out()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());

        var replies = await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => store.Anonymous().SignIn(person.UserName, Person.Password)));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
    }
}

public sealed class LockOutCountTests(StoreApp store) : IClassFixture<StoreApp>
{
    private const string Wrong = "not the password";

    [Fact]
    public async Task Only_failures_in_a_row_count()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
                await store.Anonymous().SignIn(person.UserName, Wrong);
            Assert.Equal(200, (await store.Anonymous().SignIn(person.UserName, Person.Password)).Status);
        }
    }

    [Fact]
    public async Task Guessing_the_old_password_of_an_open_session_counts_too()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var client = await store.SignedIn(person);
        for (var i = 0; i < 5; i++)
            Assert.Equal("password.wrong", (await client.Put("/api/access/me/password", new { oldPassword = Wrong, newPassword = "another password" })).Code);

        Assert.Equal("password.wrong", (await client.Put("/api/access/me/password", new { oldPassword = Person.Password, newPassword = "another password" })).Code);
        Assert.Equal(401, (await store.Anonymous().SignIn(person.UserName, Person.Password)).Status);
    }

    [Fact]
    public async Task A_new_password_from_the_manager_unlocks()
    {
        var storeId = await store.GivenStore();
        var person = await store.GivenPerson(BuiltInRoles.Cashier, storeId);
        for (var i = 0; i < 5; i++)
            await store.Anonymous().SignIn(person.UserName, Wrong);

        (await store.Owner(storeId).Put($"/api/access/users/{person.UserId}/password", new { password = "a brand new one" })).Ok();

        Assert.Equal(200, (await store.Anonymous().SignIn(person.UserName, "a brand new one")).Status);
    }
}

public sealed class SignInRateTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task One_address_tries_only_so_many_times_a_minute()
    {
        var statuses = new List<int>();
        for (var i = 0; i < 62; i++)
            statuses.Add((await store.Anonymous().Post("/api/access/sign-in", new { })).Status);

        Assert.Equal(400, statuses[0]);
        Assert.Contains(429, statuses);
    }
}
