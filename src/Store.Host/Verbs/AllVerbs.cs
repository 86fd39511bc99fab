using System.CommandLine;

namespace Store.Host.Verbs;

/// <summary>What the host can be told to do besides serving.</summary>
internal static class AllVerbs
{
    public static IEnumerable<Command> Create() =>
    [
        Serve.Verb(), Migrate.Verb(), Demo.Verb(), OwnerPassword.Verb(), Import.Verb(), Verify.Verb(), Backup.Verb(), Backup.RestoreVerb(), OpenApiDocument.Verb(),
    ];
}
