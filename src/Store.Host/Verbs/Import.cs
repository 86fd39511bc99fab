using System.CommandLine;

namespace Store.Host.Verbs;

/// <summary>Takes data over from files.</summary>
internal static class Import
{
    public static Command Verb() => new("import", "Take data over from a file.") { ImportSalesFile.Verb() };
}
