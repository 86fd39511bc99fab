using Microsoft.Extensions.DependencyInjection;
using Store.Access.Roles;
using Store.Access.Sessions;
using Store.Access.Users;
using Store.Kernel.Database;
using Store.Kernel.Identifiers;

namespace Store.Tests.Access;

/// <summary>Someone with a real account.</summary>
internal sealed record Person(long UserId, string UserName)
{
    public const string Password = "correct horse battery";
}

internal static class AccessGivens
{
    // Hashing is slow on purpose; all these people have the same password.
    private static readonly string Hash = new Passwords().Hash(Person.Password);

    /// <summary>The id of a built-in role. The chain has an owner from then on.</summary>
    public static async Task<long> GivenRole(this StoreApp store, string name) => (await store.GivenChain())[name];

    /// <summary>A new person with a built-in role in the stores named; 0 is the whole chain.</summary>
    public static async Task<Person> GivenPerson(this StoreApp store, string role, params long[] storeIds)
    {
        var roleId = await store.GivenRole(role);
        return await store.GivenPerson([.. storeIds.Select(storeId => new Grant(roleId, storeId))]);
    }

    public static Task<Person> GivenPerson(this StoreApp store, IReadOnlyCollection<Grant> grants) => store.Transact(async services =>
    {
        var userName = StoreApp.NewCode("u").ToLowerInvariant();
        return new Person(await services.GetRequiredService<Accounts>().Create(userName, $"店员 {userName}", Hash, grants, CancellationToken.None), userName);
    });

    public static Task<StoreApp.Reply> SignIn(this StoreApp.Client client, string userName, string password, string kind = "bearer") =>
        client.Post("/api/access/sign-in", new { userName, password, kind });

    /// <summary>A client that sends the token as bearer token.</summary>
    public static StoreApp.Client WithBearer(this StoreApp store, string? token)
    {
        var client = store.Anonymous();
        client.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>A client that sends the token as API key.</summary>
    public static StoreApp.Client WithApiKey(this StoreApp store, string key)
    {
        var client = store.Anonymous();
        client.Http.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }

    /// <summary>A client of that person, signed in with the real password.</summary>
    public static async Task<StoreApp.Client> SignedIn(this StoreApp store, Person person) =>
        store.WithBearer((await store.Anonymous().SignIn(person.UserName, Person.Password)).Ok().GetProperty("token").GetString());

    /// <summary>A client of that person, with a session that was opened without the sign-in and its limit on tries per minute.</summary>
    public static async Task<StoreApp.Client> WithSession(this StoreApp store, Person person) => store.WithBearer((await store.Transact(
        services => services.GetRequiredService<SessionBook>().Open(person.UserId, SessionKind.Bearer, Seat.Unknown, CancellationToken.None))).Token);

    /// <summary>Time passes; the host's node number is renewed as it would have been meanwhile.</summary>
    public static async Task Later(this StoreApp store, TimeSpan by)
    {
        store.Clock.Advance(by);
        await store.Services.GetRequiredService<NodeLease>().Take(CancellationToken.None);
    }

    /// <summary>The body that leaves a user as they are; a test changes what it is about.</summary>
    public static object Change(Person person, bool active = true, int version = 1, params Grant[] grants) =>
        new { displayName = $"店员 {person.UserName}", active, grants, version };

    /// <summary>The owner of the chain closes the person's account.</summary>
    public static async Task Close(this StoreApp store, Person person)
    {
        var grants = await store.Rows<Grant>("SELECT RoleId, StoreId FROM access.Grants WHERE UserId = @UserId", person);
        (await store.Owner([.. grants.Select(grant => grant.StoreId).Append(0).Distinct()]).Put($"/api/access/users/{person.UserId}", Change(person, active: false, grants: [.. grants]))).Ok();
    }

    public static Task<T> Transact<T>(this StoreApp store, Func<IServiceProvider, Task<T>> work) =>
        store.InScope(services => services.GetRequiredService<Db>().Transact(() => work(services), CancellationToken.None));

    private static Task<IReadOnlyDictionary<string, long>> GivenChain(this StoreApp store) => store.Transact(async services =>
    {
        await services.GetRequiredService<Owners>().TakeTurn(CancellationToken.None);
        var roles = await services.GetRequiredService<BuiltInRoles>().Ensure(CancellationToken.None);
        if (await services.GetRequiredService<Owners>().Count(CancellationToken.None) == 0)
            await services.GetRequiredService<Accounts>().Create("first-owner", "店主", Hash, [new Grant(roles[BuiltInRoles.Owner], 0)], CancellationToken.None);
        return roles;
    });
}
