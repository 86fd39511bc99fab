namespace Store.Tests.Http;

/// <summary>Every <c>.http</c> file runs top to bottom against a fresh demo host, as its first line says.</summary>
public sealed class HttpFileTests
{
    private static IEnumerable<string> Names => Directory.GetFiles(Path.Combine(SourceTree.Root, "http"), "*.http").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public static TheoryData<string> Files => [.. Names];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_request_answers_as_its_title_says(string file)
    {
        var requests = HttpFile.Parse(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "http", file)));
        await using var host = await DemoHost.Start();
        using var client = new HttpClient();

        Assert.Null(await requests.Run(client, host.Address));
    }

    [Fact]
    public void Every_module_has_its_file() =>
        Assert.Empty(SourceTree.Modules.Select(module => $"{module.ToLowerInvariant()}.http").Except(Names, StringComparer.Ordinal));

    [Fact]
    public async Task A_broken_promise_is_told_with_what_came_instead()
    {
        var requests = HttpFile.Parse("""
            @host = http://localhost:5080
            ### 200 Is it alive?
            # @name alive
            GET {{host}}/health/live

            ### 201 Sign in
            POST {{host}}/api/access/sign-in
            Content-Type: application/json

            {"userName": "nobody", "password": "at all", "kind": "bearer"}
            """.Replace("# @name alive\n", "", StringComparison.Ordinal));
        await using var host = await DemoHost.Start();
        using var client = new HttpClient();

        var told = await requests.Run(client, host.Address);

        Assert.StartsWith("### 201 Sign in\nPOST http://127.0.0.1:", told, StringComparison.Ordinal);
        Assert.Contains("answered 401", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("### Sign in\nGET {{host}}/")]
    [InlineData("### 200 Sign in\n\n")]
    public void A_file_that_is_not_in_the_form_is_refused(string text) => Assert.Throws<FormatException>(() => HttpFile.Parse(text));
}
