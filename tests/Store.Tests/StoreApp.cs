using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Store.Host;
using Store.Kernel.Access;
using Store.Kernel.Database;
using Store.Kernel.Events;
using Store.Kernel.Modules;

namespace Store.Tests;

/// <summary>
/// A running host on a database of its own, made by the real migrations: a fresh file, or a fresh database on the server that <c>STORE_TEST_SQLSERVER</c>
/// names. One per test class; each test makes its own store and goods and looks only at those.
/// </summary>
public class StoreApp : IAsyncLifetime
{
    private readonly IModule[] others;
    private WebApplication? app;
    private TestDatabase? database;
    private string address = "";

    public StoreApp()
        : this([])
    {
    }

    protected StoreApp(params IModule[] others) => this.others = others;

    /// <summary>The clock of this host: the real time, until a test moves it on.</summary>
    public TestClock Clock { get; } = new();

    public IServiceProvider Services => app!.Services;

    /// <summary>What happens while a request is on its way.</summary>
    public Meanwhile Meanwhile { get; } = new();

    /// <summary>The connection string of this class's database.</summary>
    public string ConnectionString => database!.ConnectionString;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.New();
        app = StoreHost.Build(
            ["--urls=http://127.0.0.1:0", "--environment=Production", .. database.Settings, "--Logging:LogLevel:Default=Error"],
            services =>
            {
                services.AddSingleton<TimeProvider>(Clock);
                services.AddSingleton<IStatementObserver, StatementRules>();
                services.AddSingleton<IStatementObserver>(Meanwhile);
                services.AddLogging(logging => logging.ClearProviders());
                DispatchOnlyWhenAsked(services);
                TestSignIn.AddTo(services);
            },
            others);
        await app.StartAsync();
        address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public async Task DisposeAsync()
    {
        await app!.DisposeAsync();
        database!.Drop();
    }

    /// <summary>A client that has not signed in.</summary>
    public Client Anonymous() => new(new HttpClient { BaseAddress = new Uri(address) });

    /// <summary>A client of a new person who holds these permissions in these stores.</summary>
    public Client SignedIn(long storeId, params string[] permissions) => WithToken(TestSignIn.Token([storeId], permissions));

    /// <summary>A client of a new person who holds these permissions in this store, up to these limits.</summary>
    public Client Limited(long storeId, Dictionary<string, decimal> limits, params string[] permissions) => WithToken(TestSignIn.Token([storeId], permissions, limits));

    /// <summary>A client of a new person who may do everything in these stores.</summary>
    public Client Owner(params long[] storeIds) => WithToken(TestSignIn.Token(storeIds, [Caller.Everything]));

    /// <summary>Hands on all events that are due, as the host does a moment later by itself.</summary>
    public Task<int> DispatchEvents() => Services.GetRequiredService<OutboxDispatcher>().DispatchDue(CancellationToken.None);

    /// <summary>Looks at the database as it is.</summary>
    public async Task<IReadOnlyList<T>> Rows<T>(string sql, object? parameters = null)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Db>().Query<T>(sql, parameters, CancellationToken.None);
    }

    /// <summary>Does something with the host's own services, as the host itself, in a scope of its own.</summary>
    public async Task<T> InScope<T>(Func<IServiceProvider, Task<T>> work, params long[] stores)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("test", stores);
        return await work(scope.ServiceProvider);
    }

    /// <summary>A new store with a code nobody else has.</summary>
    public async Task<long> GivenStore(bool pricesIncludeTax = true, bool allowNegativeStock = true, string timeZone = "Asia/Shanghai", int dayEndsMinutes = 0)
    {
        var reply = await Owner(0).Post("/api/chain/stores", new
        {
            code = NewCode("T"), name = "测试店", timeZone, currency = "CNY", pricesIncludeTax, allowNegativeStock, dayEndsMinutes,
        });
        return reply.Ok().GetProperty("storeId").GetInt64();
    }

    /// <summary>A code that no other test has.</summary>
    public static string NewCode(string prefix) => prefix + Guid.NewGuid().ToString("N")[..10].ToUpperInvariant();

    /// <summary>Otherwise the host could be half way through the events when a test hands them on and looks at what came of them.</summary>
    private static void DispatchOnlyWhenAsked(IServiceCollection services)
    {
        var dispatching = services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType == typeof(OutboxDispatcher));
        services.Remove(dispatching);
    }

    private Client WithToken(string token)
    {
        var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new Client(http);
    }

    /// <summary>Sends requests and shows what came back.</summary>
    public sealed class Client(HttpClient http)
    {
        public HttpClient Http => http;

        /// <summary>Sends a header with everything from now on.</summary>
        public Client With(string header, string value)
        {
            http.DefaultRequestHeaders.Add(header, value);
            return this;
        }

        public Task<Reply> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

        public Task<Reply> Post(string path, object? body, string? idempotencyKey = null) => Send(WithBody(HttpMethod.Post, path, body, idempotencyKey));

        public Task<Reply> Put(string path, object body) => Send(WithBody(HttpMethod.Put, path, body, null));

        public Task<Reply> Delete(string path) => Send(new HttpRequestMessage(HttpMethod.Delete, path));

        public async Task<Reply> Send(HttpRequestMessage request)
        {
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode >= 500)
                throw new InvalidOperationException($"{request.Method} {request.RequestUri} answered {(int)answer.StatusCode}: {text}");
            return new Reply((int)answer.StatusCode, text);
        }

        private static HttpRequestMessage WithBody(HttpMethod method, string path, object? body, string? idempotencyKey)
        {
            var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, options: ValueJson.Stored) };
            if (idempotencyKey is not null)
                request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        }
    }

    /// <summary>An answer.</summary>
    public sealed record Reply(int Status, string Text)
    {
        public JsonElement Json => JsonDocument.Parse(Text).RootElement;

        /// <summary>The stable code of a refusal.</summary>
        public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

        /// <summary>The body of an answer that has to be a good one.</summary>
        public JsonElement Ok() => Status is >= 200 and < 300 ? Json : throw new InvalidOperationException($"{Status}: {Text}");
    }
}
