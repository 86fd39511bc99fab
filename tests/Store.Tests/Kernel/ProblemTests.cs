using System.Net;
using System.Text;
using System.Text.Json;

namespace Store.Tests.Kernel;

/// <summary>Whatever goes wrong comes back as problem details with a stable code.</summary>
public sealed class ProblemTests(KernelApp store) : IClassFixture<KernelApp>
{
    [Fact]
    public async Task A_breakdown_shows_nothing_of_the_inside()
    {
        using var answer = await store.Anonymous().Http.GetAsync(new Uri("/api/notes/break-down", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("internal", JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
        foreach (var inside in new[] { "SELECT", "Secret", "Exception", "Store.", " at " })
            Assert.DoesNotContain(inside, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"texts": 5, "thenFail": false}""")]
    [InlineData("""{"texts": [{}], "thenFail": false}""")]
    [InlineData("""{"texts": ["a"], "thenFail": "perhaps"}""")]
    [InlineData("""{"texts": [null], "thenFail": false}""")]
    [InlineData("""{"texts": [""], "thenFail": false}""")]
    public async Task A_body_that_makes_no_sense_is_a_400(string body)
    {
        var reply = await Send(HttpMethod.Post, "/api/notes/notes", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((400, "invalid"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task What_a_validator_refuses_is_said_per_field()
    {
        var reply = await Send(HttpMethod.Post, "/api/notes/notes", new StringContent($$"""{"texts": ["a", "{{new string('b', 201)}}"], "thenFail": false}""", Encoding.UTF8, "application/json"));

        Assert.Equal((400, "invalid"), (reply.Status, reply.Code));
        Assert.Equal("texts[1]", Assert.Single(reply.Json.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("GET", "/api/nothing/here", 404)]
    [InlineData("GET", "/api/checkout/stores/abc/sales", 404)]
    [InlineData("DELETE", "/api/notes/notes", 405)]
    public async Task What_there_is_not_is_a_problem_too(string method, string path, int status)
    {
        var reply = await Send(new HttpMethod(method), path, content: null);

        Assert.Equal(status, reply.Status);
        Assert.Equal(status, reply.Json.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_body_of_another_kind_is_a_415() =>
        Assert.Equal(415, (await Send(HttpMethod.Post, "/api/notes/notes", new StringContent("texts=a", Encoding.UTF8, "application/x-www-form-urlencoded"))).Status);

    private async Task<StoreApp.Reply> Send(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await store.Owner(0).Send(request);
    }
}
