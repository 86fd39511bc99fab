using System.CommandLine;
using Store.Kernel.Database;
using Store.Migrations;

namespace Store.Host.Verbs;

/// <summary>Brings the database's schema up to date, or prints the T-SQL that would.</summary>
internal static class Migrate
{
    public static Command Verb()
    {
        var script = new Option<bool>("--script") { Description = "Print the T-SQL instead of running it." };
        var verb = new Command("migrate", "Bring the database's schema up to date.") { script };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(script))
            {
                await Console.Out.WriteLineAsync(Schema.Script());
                return 0;
            }

            await using var app = StoreHost.Build([.. parsed.UnmatchedTokens]);
            await Schema.Migrate(app.Services.GetRequiredService<DatabaseOptions>(), cancel);
            await Console.Out.WriteLineAsync($"The schema is at {Schema.Known[^1]}.");
            return 0;
        });
        return verb;
    }
}
