using System.Net;
using MediatR;
using Store.Contracts.Devices;
using Store.Kernel.Http;

namespace Store.DeviceService;

/// <summary>
/// Turns away what does not belong to this till, before anything looks at it: a name in <c>Host</c> that is not loopback (a foreign page whose name was bent to this address), an origin that is not on the
/// list, and bodies that are not JSON (which a foreign page could send without asking first). Answers the questions browsers ask before they let a page through.
/// </summary>
internal sealed class Gatekeeper(IConfiguration configuration)
{
    private static readonly string[] OwnNames = ["127.0.0.1", "[::1]", "localhost"];

    private readonly HashSet<string> origins = new(configuration.GetSection("Origins").Get<string[]>() ?? configuration["Origins"]?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [], StringComparer.Ordinal);

    public async Task Check(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (!IsOwn(request.Host, http.Connection))
        {
            await NoteAndRefuse(http, "host.not_allowed", request.Host.Value ?? "", "This service answers on its own till only.");
            return;
        }

        var origin = request.Headers.Origin.ToString();
        var mayAsk = origin.Length == 0 || IsOwn(origin, http.Connection) || origins.Contains(origin);

        // Set when the answer starts: a refusal clears what was set before, and the page has to be able to read it. What differs by origin says so to every cache, also to who sent none.
        var answer = http.Response.Headers;
        http.Response.OnStarting(() =>
        {
            answer.Append("Vary", "Origin");
            if (origin.Length > 0 && mayAsk)
                answer.AccessControlAllowOrigin = origin;
            return Task.CompletedTask;
        });
        if (!mayAsk)
        {
            await NoteAndRefuse(http, "origin.not_allowed", origin, "This page may not use the devices of this till; its address has to be in the setting Origins.");
            return;
        }

        if (origin.Length > 0 && HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey("Access-Control-Request-Method"))
        {
            answer.AccessControlAllowMethods = "GET, POST, PUT, DELETE";
            answer.AccessControlAllowHeaders = "authorization, content-type, idempotency-key, last-event-id";
            answer.AccessControlMaxAge = "600";
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (IsDevices(request.Path) && request.ContentType is { Length: > 0 } && !request.HasJsonContentType())
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        await next(http);
    }

    /// <summary>Whether a path is answered here and not by the store's host.</summary>
    public static bool IsDevices(PathString path) => path.StartsWithSegments("/api/devices", StringComparison.OrdinalIgnoreCase);

    private static bool IsOwn(HostString host, ConnectionInfo connection) =>
        (host.Port ?? 80) == connection.LocalPort && (OwnNames.Contains(host.Host, StringComparer.OrdinalIgnoreCase) || IsListeningOn(host.Host, connection.LocalIpAddress));

    private static bool IsOwn(string origin, ConnectionInfo connection) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Scheme == "http" && IsOwn(new HostString(page.Host, page.Port), connection);

    /// <summary>A service that was told to listen on another address answers by that address.</summary>
    private static bool IsListeningOn(string host, IPAddress? local) => local is not null && !IPAddress.IsLoopback(local) && IPAddress.TryParse(host, out var named) && named.Equals(local.MapToIPv4());

    private static async Task NoteAndRefuse(HttpContext http, string code, string from, string words)
    {
        await http.RequestServices.GetRequiredService<IMediator>().Send(new NoteRefusal(code, from, http.Request.Path), http.RequestAborted);
        if (http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            // A person has typed this address, and reads the answer as it is.
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync($"此服务只供本收银台使用，请打开 http://127.0.0.1:{http.Connection.LocalPort} 。\n{words}", http.RequestAborted);
            return;
        }

        throw new Forbidden(code, words);
    }
}
