using System.CommandLine;
using FluentValidation;
using MediatR;
using Spectre.Console;
using Store.Contracts.Access;
using Store.Kernel.Access;
using Store.Kernel.Http;
using Store.Kernel.Identifiers;

namespace Store.Host.Verbs;

/// <summary>Sets an owner's password at the server itself, for the first sign-in without the web and for an owner who is locked out.</summary>
internal static class OwnerPassword
{
    public static Command Verb()
    {
        var userName = new Option<string>("--user-name") { Description = "Whose password.", DefaultValueFactory = _ => "owner" };
        var verb = new Command("owner-password", "Set an owner's password, read from standard input; makes the owner if there is none of that name.") { userName };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var app = StoreHost.Build([.. parsed.UnmatchedTokens]);
            using var running = await Serve.Prepare(app, cancel);
            return await Run(app.Services, parsed.GetRequiredValue(userName), Read(), cancel);
        });
        return verb;
    }

    public static async Task<int> Run(IServiceProvider services, string userName, string password, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<NodeLease>().Take(cancellationToken);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("owner-password");
        try
        {
            var isNew = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SetOwnerPassword(userName, password), cancellationToken);
            await Console.Out.WriteLineAsync(isNew ? $"The owner {userName} has been made." : $"The owner {userName} has a new password and is signed out everywhere.");
            return 0;
        }
        catch (ValidationException invalid)
        {
            await Console.Error.WriteLineAsync(invalid.Errors.First().ErrorMessage);
            return 1;
        }
        catch (Refusal refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    /// <summary>A password on the command line would stay in the shell's history and in the list of processes.</summary>
    private static string Read() => Console.IsInputRedirected
        ? Console.In.ReadLine() ?? ""
        : AnsiConsole.Prompt(new TextPrompt<string>("New password:").Secret());
}
