using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Store.Kernel.Database;

namespace Store.DeviceService;

/// <summary>Passes what is not for the devices on to the store's host, so that the page, its devices and its server have one address.</summary>
internal sealed class StoreProxy : IDisposable
{
    private static readonly HashSet<string> OfOneHop = new(
        ["Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    private readonly HttpClient? client;

    public StoreProxy(IConfiguration configuration)
    {
        if (!configuration.GetValue<bool>("Serve:App"))
            return;
        if (!Uri.TryCreate(configuration["Serve:Host"], UriKind.Absolute, out var host) || host.Scheme is not ("http" or "https"))
            throw new SettingMissing("Serve:Host is not the address of the store's host; set it to such as https://store.example (environment: Serve__Host).");
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
        {
            BaseAddress = host, Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Whether the web app is served here, and the rest of the API passed on.</summary>
    public bool IsOn => client is not null;

    /// <summary>The rest of the API is the store's host's.</summary>
    public Task Pass(HttpContext http, RequestDelegate next) =>
        http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !Gatekeeper.IsDevices(http.Request.Path) ? Forward(http) : next(http);

    private async Task Forward(HttpContext http)
    {
        // Not only the path: one that is written with escapes is passed on as it came. To the host and nobody else: a target that begins with two slashes is no other host's name.
        var raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var target = client!.BaseAddress!.GetLeftPart(UriPartial.Authority) + (raw.StartsWith('/') ? raw : http.Request.Path + http.Request.QueryString);
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri(target));
        if (http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(http.Request.Body);
        foreach (var (name, values) in http.Request.Headers.Where(header => !OfOneHop.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        }
        catch (HttpRequestException)
        {
            http.Response.StatusCode = (int)HttpStatusCode.BadGateway;
            return;
        }

        using (answer)
        {
            http.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfOneHop.Contains(header.Key)))
                http.Response.Headers.Append(name, values.ToArray());
            await using var body = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
            await body.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
    }

    public void Dispose() => client?.Dispose();
}
