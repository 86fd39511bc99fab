using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Store.Access.Roles;
using Store.Kernel.Database;

namespace Store.Tests.Access;

public sealed class SignInTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_bearer_token_signs_in_and_lasts_thirty_days()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var reply = (await store.Anonymous().SignIn($" {person.UserName.ToUpperInvariant()} ", Person.Password)).Ok();
        var client = store.WithBearer(reply.GetProperty("token").GetString());

        var me = (await client.Get("/api/access/me")).Ok();
        await store.Later(TimeSpan.FromDays(29));
        var late = await client.Get("/api/access/me");
        await store.Later(TimeSpan.FromDays(2));
        var tooLate = await client.Get("/api/access/me");

        Assert.Equal(person.UserId, me.GetProperty("userId").GetInt64());
        Assert.Equal("zh-Hans", reply.GetProperty("language").GetString());
        Assert.Equal((200, 401, "sign_in.required"), (late.Status, tooLate.Status, tooLate.Code));
    }

    [Fact]
    public async Task A_cookie_is_hidden_from_scripts_and_lives_as_long_as_it_is_used()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var client = store.Anonymous();
        using var answer = await client.Http.PostAsync("/api/access/sign-in", JsonBody(new { person.UserName, Person.Password, kind = "cookie" }));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(cookie.Split('=', ';')[1], await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        for (var hours = 0; hours < 30; hours += 10)
        {
            await store.Later(TimeSpan.FromHours(10));
            Assert.Equal(200, (await client.Get("/api/access/me")).Status);
        }

        await store.Later(TimeSpan.FromHours(13));
        Assert.Equal(401, (await client.Get("/api/access/me")).Status);
    }

    [Fact]
    public async Task However_much_it_is_used_a_cookie_ends_after_thirty_days()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var client = store.Anonymous();
        (await client.SignIn(person.UserName, Person.Password, "cookie")).Ok();

        var statuses = new List<int>();
        for (var hours = 0; hours <= 30 * 24; hours += 11)
        {
            await store.Later(TimeSpan.FromHours(11));
            statuses.Add((await client.Get("/api/access/me")).Status);
        }

        Assert.All(statuses.SkipLast(1), status => Assert.Equal(200, status));
        Assert.Equal(401, statuses[^1]);
    }

    [Fact]
    public async Task A_wrong_name_a_wrong_password_and_a_closed_account_are_refused_alike()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var closed = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        await store.Close(closed);

        StoreApp.Reply[] replies =
        [
            await store.Anonymous().SignIn(person.UserName, "not the password"),
            await store.Anonymous().SignIn(StoreApp.NewCode("nobody"), Person.Password),
            await store.Anonymous().SignIn(closed.UserName, Person.Password),
        ];

        Assert.All(replies, reply => Assert.Equal((401, "sign_in.refused"), (reply.Status, reply.Code)));
        Assert.Single(replies.Select(reply => reply.Json.GetProperty("detail").GetString()).Distinct());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_once_and_only_that_one()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var (web, script) = (store.Anonymous(), await store.SignedIn(person));
        (await web.SignIn(person.UserName, Person.Password, "cookie")).Ok();
        Assert.Equal(200, (await web.Get("/api/access/me")).Status);

        using var answer = await web.Http.PostAsync("/api/access/sign-out", content: null);

        Assert.Contains("max-age=0", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(401, (await web.Get("/api/access/me")).Status);
        Assert.Equal(200, (await script.Get("/api/access/me")).Status);
        (await script.Post("/api/access/sign-out", null)).Ok();
        Assert.Equal(401, (await script.Get("/api/access/me")).Status);
        Assert.Equal(200, (await script.Post("/api/access/sign-out", null)).Status);
    }

    [Theory]
    [InlineData("""{"userName":null,"password":"x","kind":"bearer"}""")]
    [InlineData("""{"userName":"x","kind":"bearer"}""")]
    [InlineData("""{"userName":"x","password":"y","kind":"carrier pigeon"}""")]
    [InlineData("""{"userName":"x","password":"y","kind":7}""")]
    [InlineData("""{"userName":["x"],"password":"y"}""")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task Nonsense_is_refused_as_such(string body)
    {
        using var answer = await store.Anonymous().Http.PostAsync("/api/access/sign-in", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(StatusCodes.Status400BadRequest, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("key.")]
    [InlineData("no such token")]
    [InlineData("令牌")]
    public async Task An_unknown_token_is_nobody(string token)
    {
        var client = store.Anonymous();
        client.Http.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", $"store-session={Uri.EscapeDataString(token)}");

        Assert.Equal(401, (await client.Get("/api/access/me")).Status);
    }

    [Fact]
    public async Task A_very_long_token_is_nobody() =>
        Assert.Equal(401, (await store.WithBearer(new string('a', 5000)).Get("/api/access/me")).Status);

    [Fact]
    public async Task Neither_token_nor_password_is_in_the_database_in_clear()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var client = store.Anonymous();
        client.Http.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var token = (await client.SignIn(person.UserName, Person.Password)).Ok().GetProperty("token").GetString()!;

        var kept = await store.Rows<string>("""
            SELECT TokenHash FROM access.Sessions WHERE UserId = @UserId
            UNION ALL SELECT PasswordHash FROM access.Users WHERE UserId = @UserId
            UNION ALL SELECT Answer FROM kernel.IdempotencyKeys
            """, person);

        Assert.Equal(2, kept.Count);
        Assert.DoesNotContain(kept, value => value.Contains(token, StringComparison.OrdinalIgnoreCase) || value.Contains(Person.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_it_is_is_remembered_for_seconds_and_no_longer()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        var client = await store.SignedIn(person);
        Assert.Equal(200, (await client.Get("/api/access/me")).Status);

        // As another host would end the session: this one is not told.
        await store.Transact(services => services.GetRequiredService<Db>().Execute("DELETE FROM access.Sessions WHERE UserId = @UserId", person, CancellationToken.None));

        Assert.Equal(200, (await client.Get("/api/access/me")).Status);
        await store.Later(TimeSpan.FromSeconds(6));
        Assert.Equal(401, (await client.Get("/api/access/me")).Status);
    }

    [Fact]
    public async Task Signing_in_sweeps_up_the_sessions_that_have_run_out()
    {
        var person = await store.GivenPerson(BuiltInRoles.Cashier, await store.GivenStore());
        await store.SignedIn(person);
        await store.Later(TimeSpan.FromDays(31));
        await store.SignedIn(person);

        Assert.Equal(1, Assert.Single(await store.Rows<int>("SELECT COUNT(*) FROM access.Sessions WHERE UserId = @UserId", person)));
    }

    private static System.Net.Http.Json.JsonContent JsonBody(object body) => System.Net.Http.Json.JsonContent.Create(body, options: ValueJson.Stored);
}
