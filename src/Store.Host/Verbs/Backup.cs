using System.CommandLine;
using Store.Kernel.Database;

namespace Store.Host.Verbs;

/// <summary>Copies the database to a file while the hosts go on working, and puts such a copy back.</summary>
internal static class Backup
{
    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "Where to write the copy; on SQL Server a path on the server." };
        var verb = new Command("backup", "Write a consistent copy of the database to a file, while the host may be running.") { file };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var app = StoreHost.Build([.. parsed.UnmatchedTokens]);
            await app.Services.GetRequiredService<DatabaseEngine>().Backup(parsed.GetRequiredValue(file), cancel);
            await Console.Out.WriteLineAsync($"The database is in {parsed.GetRequiredValue(file)}.");
            return 0;
        });
        return verb;
    }

    public static Command RestoreVerb()
    {
        var file = new Argument<string>("FILE") { Description = "A copy that backup wrote." };
        var verb = new Command("restore", "Put a copy in the place of the database; no host may be running on it.") { file };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var app = StoreHost.Build([.. parsed.UnmatchedTokens]);
            await app.Services.GetRequiredService<DatabaseEngine>().Restore(parsed.GetRequiredValue(file), cancel);
            await Console.Out.WriteLineAsync($"The database is as it was in {parsed.GetRequiredValue(file)}.");
            return 0;
        });
        return verb;
    }
}
