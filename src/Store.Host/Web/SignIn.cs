using MediatR;
using Store.Contracts.Access;
using Store.Kernel.Access;

namespace Store.Host.Web;

/// <summary>Finds out who sent the request: session cookie of the web app, bearer token of a script, or API key of a program.</summary>
internal sealed class SignIn(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, Caller caller, IMediator mediator)
    {
        if (Tokens.Of(http.Request) is { } token && await mediator.Send(new WhoIs(token), http.RequestAborted) is { } person)
            caller.Become(person.UserId, person.Name, person.PermissionsByStore, person.LimitsByStore, person.IsProgram);
        await next(http);
    }
}
