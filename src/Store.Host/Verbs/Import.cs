using System.CommandLine;
using Store.Contracts.Catalog;
using Store.Contracts.Members;

namespace Store.Host.Verbs;

/// <summary>Takes data over from files.</summary>
internal static class Import
{
    public static Command Verb() => new("import", "Take data over from a file.") { ProductsVerb(), MembersVerb(), ImportSalesFile.Verb() };

    private static Command ProductsVerb() => ImportFile.Verb("products", "Take goods over from a CSV file.", async (mediator, file, progress, cancel) =>
    {
        var import = await mediator.Send(new ImportProducts(Path.GetFileName(file.Name), file, progress), cancel);
        return new ImportFile.Outcome(import.Counts, import.Error, import.Rejections);
    });

    private static Command MembersVerb() => ImportFile.Verb("members", "Take members over from a CSV file.", async (mediator, file, progress, cancel) =>
    {
        var import = await mediator.Send(new ImportMembers(file, progress), cancel);
        return new ImportFile.Outcome(import.Counts, import.Error, import.Rejections);
    });
}
