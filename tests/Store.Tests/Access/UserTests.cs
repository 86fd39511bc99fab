using Store.Access.Roles;
using Store.Access.Users;

namespace Store.Tests.Access;

public sealed class UserTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_new_cashier_can_do_in_their_store_what_cashiers_can_and_nothing_elsewhere()
    {
        var (storeId, cashier) = (await store.GivenStore(), await store.GivenRole(BuiltInRoles.Cashier));
        var userName = StoreApp.NewCode("u");

        var made = (await store.Owner(storeId).Post("/api/access/users", NewUser(userName, new Grant(cashier, storeId), new Grant(cashier, storeId)))).Ok();
        var client = await store.SignedIn(new Person(made.GetProperty("userId").GetInt64(), userName));

        var place = Assert.Single((await client.Get("/api/access/me")).Ok().GetProperty("stores").EnumerateArray());
        Assert.Equal(storeId, place.GetProperty("storeId").GetInt64());
        Assert.Contains("checkout.sell", place.GetProperty("permissions").EnumerateArray().Select(permission => permission.GetString()));
        Assert.Equal(403, (await client.Get("/api/access/users")).Status);
        Assert.Equal(403, (await client.Get("/api/access/audit")).Status);
        Assert.Equal(userName.ToLowerInvariant(), made.GetProperty("userName").GetString());
    }

    [Fact]
    public async Task A_user_name_is_given_once_whatever_its_case()
    {
        var owner = store.Owner(0);
        var userName = StoreApp.NewCode("u");
        (await owner.Post("/api/access/users", NewUser(userName))).Ok();

        var second = await owner.Post("/api/access/users", NewUser(userName.ToLowerInvariant()));

        Assert.Equal((409, "user.name_taken"), (second.Status, second.Code));
    }

    [Fact]
    public async Task A_retry_makes_one_user_and_keeps_no_password()
    {
        var (owner, key, body) = (store.Owner(0), Guid.NewGuid().ToString(), NewUser(StoreApp.NewCode("u")));

        var first = await owner.Post("/api/access/users", body, key);
        var again = await owner.Post("/api/access/users", body, key);

        Assert.Equal(200, first.Status);
        Assert.Equal(first.Text, again.Text);
    }

    [Theory]
    [InlineData("short", 400)]
    [InlineData("", 400)]
    [InlineData(null, 400)]
    public async Task A_weak_password_is_refused(string? password, int status) =>
        Assert.Equal(status, (await store.Owner(0).Post("/api/access/users", new { userName = StoreApp.NewCode("u"), displayName = "x", password, grants = Array.Empty<Grant>() })).Status);

    [Fact]
    public async Task Bad_input_is_refused_as_such()
    {
        var owner = store.Owner(0);
        object[] bodies =
        [
            new { userName = new string('a', 51), displayName = "x", password = Person.Password, grants = Array.Empty<Grant>() },
            new { userName = StoreApp.NewCode("u"), displayName = new string('x', 101), password = Person.Password, grants = Array.Empty<Grant>() },
            new { userName = StoreApp.NewCode("u"), displayName = "x", password = new string('x', 201), grants = Array.Empty<Grant>() },
            new { userName = StoreApp.NewCode("u"), displayName = "x", password = Person.Password },
            new { userName = StoreApp.NewCode("u"), displayName = "x", password = Person.Password, grants = new Grant?[] { null } },
        ];

        foreach (var body in bodies)
            Assert.Equal(400, (await owner.Post("/api/access/users", body)).Status);
        Assert.Equal(404, (await owner.Post("/api/access/users", NewUser(StoreApp.NewCode("u"), new Grant(1, 0)))).Status);
        Assert.Equal(404, (await owner.Post("/api/access/users", NewUser(StoreApp.NewCode("u"), new Grant(await store.GivenRole(BuiltInRoles.Cashier), 7)))).Status);
        Assert.Equal(400, (await owner.Get("/api/access/users?limit=501")).Status);
        Assert.Equal(404, (await owner.Put("/api/access/users/1", new { displayName = "x", active = true, grants = Array.Empty<Grant>(), version = 1 })).Status);
        Assert.Equal(404, (await owner.Put("/api/access/users/1/password", new { password = Person.Password })).Status);
    }

    [Fact]
    public async Task Users_are_found_by_a_part_of_their_name_page_by_page()
    {
        var (owner, mark) = (store.Owner(0), StoreApp.NewCode("q"));
        foreach (var name in new[] { "A", "b", "C" })
            (await owner.Post("/api/access/users", new { userName = StoreApp.NewCode("u"), displayName = $"{name}_{mark}%王", password = Person.Password, grants = Array.Empty<Grant>() })).Ok();

        var first = (await owner.Get($"/api/access/users?limit=2&text={Uri.EscapeDataString($"{mark.ToLowerInvariant()}%王")}")).Ok();
        var second = (await owner.Get($"/api/access/users?limit=2&text={mark}&after={first.GetProperty("next").GetString()}")).Ok();

        Assert.Equal((2, 1), (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
        foreach (var wildcard in new[] { "%25%25", "a__" + mark, "[a]", "\\" })
            Assert.Empty((await owner.Get($"/api/access/users?text={wildcard}")).Ok().GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_that_the_user_has_changed()
    {
        var person = await store.GivenPerson([]);
        await store.GivenRole(BuiltInRoles.Owner);

        var first = await store.Owner(0).Put($"/api/access/users/{person.UserId}", new { displayName = "改名", active = true, grants = Array.Empty<Grant>(), version = 1 });
        var second = await store.Owner(0).Put($"/api/access/users/{person.UserId}", new { displayName = "又改名", active = true, grants = Array.Empty<Grant>(), version = 1 });

        Assert.Equal(2, first.Ok().GetProperty("version").GetInt32());
        Assert.Equal((409, "user.stale"), (second.Status, second.Code));
    }

    [Fact]
    public async Task A_closed_account_is_signed_out_at_once_everywhere()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var client = await store.SignedIn(person);
        Assert.Equal(200, (await client.Get("/api/access/me")).Status);

        await store.Close(person);

        Assert.Equal(401, (await client.Get("/api/access/me")).Status);
        Assert.Equal(0, Assert.Single(await store.Rows<int>("SELECT COUNT(*) FROM access.Sessions WHERE UserId = @UserId", person)));
    }

    [Fact]
    public async Task A_grant_taken_away_is_gone_at_once()
    {
        var (storeId, cashier) = (await store.GivenStore(), await store.GivenRole(BuiltInRoles.Cashier));
        var person = await store.GivenPerson(BuiltInRoles.Manager, storeId);
        var client = await store.SignedIn(person);
        Assert.Equal(200, (await client.Get("/api/access/users")).Status);

        (await store.Owner(storeId).Put($"/api/access/users/{person.UserId}", AccessGivens.Change(person, grants: new Grant(cashier, storeId)))).Ok();

        Assert.Equal(403, (await client.Get("/api/access/users")).Status);
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_but_for_the_one_it_was_set_in()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var (here, there) = (await store.SignedIn(person), await store.SignedIn(person));
        Assert.Equal(200, (await there.Get("/api/access/me")).Status);

        var wrong = await here.Put("/api/access/me/password", new { oldPassword = "guessed it?", newPassword = "another password" });
        var weak = await here.Put("/api/access/me/password", new { oldPassword = Person.Password, newPassword = "weak" });
        var done = await here.Put("/api/access/me/password", new { oldPassword = Person.Password, newPassword = "another password" });

        Assert.Equal((422, 400, 200), (wrong.Status, weak.Status, done.Status));
        Assert.Equal(200, (await here.Get("/api/access/me")).Status);
        Assert.Equal(401, (await there.Get("/api/access/me")).Status);
        Assert.Equal(401, (await store.Anonymous().SignIn(person.UserName, Person.Password)).Status);
        Assert.Equal(200, (await store.Anonymous().SignIn(person.UserName, "another password")).Status);
    }

    [Fact]
    public async Task The_language_is_remembered()
    {
        var client = await store.SignedIn(await store.GivenPerson([]));

        (await client.Put("/api/access/me/language", new { language = "en" })).Ok();

        Assert.Equal("en", (await client.Get("/api/access/me")).Ok().GetProperty("language").GetString());
        Assert.Equal(400, (await client.Put("/api/access/me/language", new { language = "tlh" })).Status);
        Assert.Equal(400, (await client.Put("/api/access/me/language", new { })).Status);
    }

    private static object NewUser(string userName, params Grant[] grants) => new { userName, displayName = $"店员 {userName}", password = Person.Password, grants };
}
