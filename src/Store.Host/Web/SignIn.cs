using MediatR;
using Store.Contracts.Access;
using Store.Kernel.Access;

namespace Store.Host.Web;

/// <summary>Finds out who sent the request: session cookie of the web app, bearer token of a script, or API key of a program.</summary>
internal sealed class SignIn(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, Caller caller, IMediator mediator)
    {
        if (TokenOf(http.Request) is { } token && await mediator.Send(new WhoIs(token), http.RequestAborted) is { } person)
            caller.Become(person.UserId, person.Name, person.PermissionsByStore);
        await next(http);
    }

    private static string? TokenOf(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..];
        return request.Headers.TryGetValue(Tokens.ApiKeyHeader, out var apiKey) ? apiKey.ToString() : request.Cookies[Tokens.SessionCookie];
    }
}
