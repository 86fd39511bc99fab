using System.CommandLine;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Store.Host.Web;

namespace Store.Host.Verbs;

/// <summary>Writes the OpenAPI document to a file, for the generated clients.</summary>
internal static class OpenApiDocument
{
    public static Command Verb()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Where to write the document." };
        var verb = new Command("openapi", "Write the OpenAPI document.") { file };
        verb.SetAction(async (parsed, cancel) =>
        {
            await File.WriteAllTextAsync(parsed.GetRequiredValue(file).FullName, await Text(cancel), cancel);
            return 0;
        });
        return verb;
    }

    /// <summary>The document as the host would serve it; no database is needed.</summary>
    public static async Task<string> Text(CancellationToken cancellationToken)
    {
        await using var app = StoreHost.Build(["--urls=http://127.0.0.1:0", "--Database:ConnectionString=Data Source=" + Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "none.db")]);
        using var scope = app.Services.CreateScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApi.Version).GetOpenApiDocumentAsync(cancellationToken);
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken) + "\n";
    }
}
