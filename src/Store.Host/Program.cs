using System.CommandLine;
using System.Data.Common;
using Store.Host.Verbs;
using Store.Kernel.Database;

var root = new RootCommand("Store, the store-management system. Without a verb it serves.")
{
    TreatUnmatchedTokensAsErrors = false,
};
root.SetAction((parsed, cancel) => Serve.Run([.. parsed.UnmatchedTokens], cancel));
foreach (var verb in AllVerbs.Create())
    root.Subcommands.Add(verb);

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (SettingMissing missing)
{
    await Console.Error.WriteLineAsync(missing.Message);
    return 2;
}
catch (Exception failed) when (failed is DbException or IOException or UnauthorizedAccessException)
{
    // The server is not there, the file cannot be written, the port is taken: the message says what, the stack would not help.
    await Console.Error.WriteLineAsync(failed.Message.ReplaceLineEndings(" "));
    return 2;
}
