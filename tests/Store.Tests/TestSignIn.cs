using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Access;

namespace Store.Tests;

/// <summary>Lets a test name the permissions of a caller. Tokens that do not start with <c>test.</c> go to the real sign-in.</summary>
internal sealed class TestSignIn(IRequestHandler<WhoIs, SignedIn?> real) : IRequestHandler<WhoIs, SignedIn?>
{
    private const string Prefix = "test.";

    private static long users = 1000;

    public static void AddTo(IServiceCollection services)
    {
        var real = services.LastOrDefault(service => service.ServiceType == typeof(IRequestHandler<WhoIs, SignedIn?>)
            && service.ImplementationType?.Assembly != typeof(TestSignIn).Assembly)?.ImplementationType;
        services.AddTransient<IRequestHandler<WhoIs, SignedIn?>>(provider => new TestSignIn(real is null
            ? new Nobody() : (IRequestHandler<WhoIs, SignedIn?>)ActivatorUtilities.CreateInstance(provider, real)));
    }

    public static string Token(long[] stores, string[] permissions, Dictionary<string, decimal>? limits = null) => Prefix + Convert.ToBase64String(
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Person(Interlocked.Increment(ref users), stores, permissions, limits ?? []))));

    public Task<SignedIn?> Handle(WhoIs request, CancellationToken cancellationToken)
    {
        if (!request.Token.StartsWith(Prefix, StringComparison.Ordinal))
            return real.Handle(request, cancellationToken);
        var person = JsonSerializer.Deserialize<Person>(Convert.FromBase64String(request.Token[Prefix.Length..]))!;
        return Task.FromResult<SignedIn?>(new SignedIn(
            person.UserId, $"user {person.UserId}", person.Stores.ToDictionary(store => store, IReadOnlySet<string> (_) => person.Permissions.ToHashSet(StringComparer.Ordinal)),
            person.Stores.ToDictionary(store => store, IReadOnlyDictionary<string, decimal> (_) => person.Limits)));
    }

    private sealed record Person(long UserId, long[] Stores, string[] Permissions, Dictionary<string, decimal> Limits);

    private sealed class Nobody : IRequestHandler<WhoIs, SignedIn?>
    {
        public Task<SignedIn?> Handle(WhoIs request, CancellationToken cancellationToken) => Task.FromResult<SignedIn?>(null);
    }
}
