using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Store.Host;
using Store.Host.Verbs;
using Store.Kernel.Database;

namespace Store.Tests.Http;

/// <summary>A host on a fresh database with the demo chain, as a newcomer starts it.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TestDatabase database;

    private DemoHost(WebApplication app, TestDatabase database)
    {
        this.app = app;
        this.database = database;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public static async Task<DemoHost> Start()
    {
        var fresh = await TestDatabase.New();
        var host = StoreHost.Build(
            ["--urls=http://127.0.0.1:0", "--environment=Production", .. fresh.Settings, "--Logging:LogLevel:Default=Error"],
            services =>
            {
                services.AddSingleton<IStatementObserver, StatementRules>();
                services.AddLogging(logging => logging.ClearProviders());
            });
        await Demo.Fill(host.Services, CancellationToken.None);
        await host.StartAsync();
        return new DemoHost(host, fresh);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        database.Drop();
    }
}
