using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Store.Tests.Http;

/// <summary>A <c>.http</c> file: requests in their order, each with the status that its title promises, as editors run them too.</summary>
internal sealed partial class HttpFile
{
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode?> answers = new(StringComparer.Ordinal);

    private HttpFile(IReadOnlyList<Request> requests) => Requests = requests;

    public IReadOnlyList<Request> Requests { get; }

    /// <exception cref="FormatException">A title without a status, or a request that is none.</exception>
    public static HttpFile Parse(string text)
    {
        var sections = Separator().Split(text.ReplaceLineEndings("\n"));
        var file = new HttpFile([.. sections.Skip(1).Select(ParseRequest)]);
        foreach (Match variable in Variable().Matches(sections[0]))
            file.variables[variable.Groups["name"].Value] = variable.Groups["value"].Value.Trim();
        return file;
    }

    /// <summary>Runs all against a host and says what did not go as its title promises; stops at the first, since what follows builds on it.</summary>
    public async Task<string?> Run(HttpClient client, Uri host)
    {
        variables["host"] = host.GetLeftPart(UriPartial.Authority);
        foreach (var request in Requests)
        {
            using var message = new HttpRequestMessage(new HttpMethod(request.Method), Fill(request.Url));
            if (request.Body.Length > 0)
                message.Content = new StringContent(Fill(request.Body), Encoding.UTF8);
            foreach (var (name, value) in request.Headers)
            {
                if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                    (message.Content ??= new StringContent("")).Headers.ContentType = MediaTypeHeaderValue.Parse(value);
                else
                    message.Headers.TryAddWithoutValidation(name, Fill(value));
            }

            using var answer = await client.SendAsync(message);
            var body = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode != request.Status)
                return $"### {request.Status} {request.Title}\n{message.Method} {message.RequestUri}\nanswered {(int)answer.StatusCode}: {body}";
            if (request.Name is not null)
                answers[request.Name] = body.Length == 0 ? null : JsonNode.Parse(body);
        }

        return null;
    }

    private static Request ParseRequest(string section)
    {
        var lines = section.Split('\n');
        var title = Title().Match(lines[0]);
        if (!title.Success)
            throw new FormatException($"A title is '### <status> <what>', not '###{lines[0]}'.");
        var name = lines.Select(line => Named().Match(line)).FirstOrDefault(match => match.Success)?.Groups["name"].Value;
        var request = lines.Skip(1).SkipWhile(line => line.StartsWith('#') || string.IsNullOrWhiteSpace(line)).ToList();
        var first = request.Count == 0 ? [] : request[0].Split(' ', 2);
        if (first is not [var method, var url])
            throw new FormatException($"'{lines[0].Trim()}' has no request.");

        var headers = request.Skip(1).TakeWhile(line => !string.IsNullOrWhiteSpace(line)).ToList();
        var body = string.Join('\n', request.Skip(1 + headers.Count)).Trim();
        return new Request(
            int.Parse(title.Groups["status"].Value, CultureInfo.InvariantCulture), title.Groups["title"].Value.Trim(), name, method, url.Trim(),
            headers.ConvertAll(header => (header[..header.IndexOf(':', StringComparison.Ordinal)].Trim(), header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())), body);
    }

    private string Fill(string text) => Placeholder().Replace(text, match => ValueOf(match.Groups["expression"].Value.Trim()));

    private string ValueOf(string expression)
    {
        if (variables.TryGetValue(expression, out var value))
            return value;
        var path = FromAnswer().Match(expression);
        if (!path.Success || !answers.TryGetValue(path.Groups["name"].Value, out var node))
            throw new FormatException($"Nothing is known of {{{{{expression}}}}}.");
        foreach (Match step in Step().Matches(path.Groups["path"].Value))
            node = step.Groups["index"].Success ? node?[int.Parse(step.Groups["index"].Value, CultureInfo.InvariantCulture)] : node?[step.Groups["field"].Value];
        return node?.ToString() ?? throw new FormatException($"There is no {{{{{expression}}}}}.");
    }

    [GeneratedRegex("^###", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^@(?<name>\w+)\s*=(?<value>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s+(?<status>\d{3})\s+(?<title>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Title();

    [GeneratedRegex(@"^#\s*@name\s+(?<name>\w+)\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\{\{(?<expression>[^{}]+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(?<name>\w+)\.response\.body\.\$(?<path>(\.\w+|\[\d+\])+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FromAnswer();

    [GeneratedRegex(@"\.(?<field>\w+)|\[(?<index>\d+)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();

    internal sealed record Request(int Status, string Title, string? Name, string Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, string Body);
}
