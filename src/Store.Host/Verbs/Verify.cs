using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Store.Kernel.Verification;

namespace Store.Host.Verbs;

/// <summary>Checks everything that must always hold in the database and says so of each; ends with 1 when something is broken.</summary>
internal static class Verify
{
    public static Command Verb()
    {
        var verb = new Command("verify", "Check every book-keeping invariant of the database.") { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var app = StoreHost.Build([.. parsed.UnmatchedTokens, "--Logging:LogLevel:Default=Warning"]);
            using var running = await Serve.Prepare(app, cancel);
            return await Run(app.Services, PlainWhenRedirected(), cancel);
        });
        return verb;
    }

    public static async Task<int> Run(IServiceProvider services, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var broken = 0;
        foreach (var invariant in scope.ServiceProvider.GetServices<IInvariant>().OrderBy(invariant => invariant.Name, StringComparer.Ordinal))
        {
            var breaks = await invariant.Breaks(cancellationToken);
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, breaks.Count == 0 ? (FormattableString)$"[green]holds[/]   {invariant.Name}" : $"[red]BROKEN[/]  {invariant.Name}");
            foreach (var row in breaks)
                console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"        {row}");
            broken += breaks.Count == 0 ? 0 : 1;
        }

        return broken == 0 ? 0 : 1;
    }

    /// <summary>In a file or a pipe a line is a line: no colours, no wrapping.</summary>
    private static IAnsiConsole PlainWhenRedirected()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 1000;
        return console;
    }
}
