using Store.Host.Verbs;

namespace Store.Tests.Http;

/// <summary>The committed document and clients are those of this host.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task The_committed_document_is_what_the_host_makes_now()
    {
        var committed = (await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "src", "Store.Client", "openapi.json"))).ReplaceLineEndings("\n");
        var now = (await OpenApiDocument.Text(CancellationToken.None)).ReplaceLineEndings("\n");

        Assert.True(committed == now, "src/Store.Client/openapi.json is out of date: run src/Store.Client/generate.sh, look at the difference and commit it.");
    }
}
