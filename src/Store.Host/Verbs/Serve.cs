using System.CommandLine;
using Store.Kernel.Database;
using Store.Kernel.Http;
using Store.Kernel.Privacy;
using Store.Migrations;

namespace Store.Host.Verbs;

/// <summary>Serves the web app and the API until it is stopped.</summary>
internal static class Serve
{
    public static Command Verb()
    {
        var verb = new Command("serve", "Serve the web app and the API (the default).") { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction((parsed, cancel) => Run([.. parsed.UnmatchedTokens], cancel));
        return verb;
    }

    public static async Task<int> Run(string[] args, CancellationToken cancellationToken)
    {
        await using var app = StoreHost.Build(args);
        using var running = await Prepare(app, cancellationToken);
        if (app.Environment.IsDevelopment() && await Demo.IsEmpty(app.Services, cancellationToken))
            await FillUnlessAnotherHostDoes(app, cancellationToken);
        await app.RunAsync(cancellationToken);
        return 0;
    }

    private static async Task FillUnlessAnotherHostDoes(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await Demo.Fill(app.Services, cancellationToken);
        }
        catch (Conflict taken) when (taken.Code == "store.code_taken")
        {
            // The first thing the demo makes is its first store: whoever is second there leaves the rest to the first.
            app.Logger.LogInformation("Another host is filling the demo chain.");
        }
    }

    /// <summary>Makes sure that schema and key file fit: the embedded engine migrates itself, SQL Server only on <c>migrate</c>.</summary>
    /// <returns>The mark that a host is working on the file; null for a server.</returns>
    /// <exception cref="SettingMissing">The schema is older or newer than this host, or the key file is not the one of this database.</exception>
    public static async Task<IDisposable?> Prepare(WebApplication app, CancellationToken cancellationToken)
    {
        var options = app.Services.GetRequiredService<DatabaseOptions>();
        var engine = app.Services.GetRequiredService<DatabaseEngine>();
        var mismatch = await Schema.Mismatch(options, cancellationToken);
        if (engine.Kind == Engine.Sqlite && mismatch is not null)
        {
            await Schema.Migrate(options, cancellationToken);
            mismatch = await Schema.Mismatch(options, cancellationToken);
        }

        if (mismatch is not null)
            throw new SettingMissing(mismatch);
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<KeyRingCheck>().Run(cancellationToken);
        return engine.HoldWhileRunning();
    }
}
