using MediatR;
using Store.Contracts.Access;
using Store.Contracts.Devices;
using Store.Kernel.Access;
using Store.Kernel.Http;

namespace Store.DeviceService;

/// <summary>Finds out who sent the request by its pairing token, or by the ticket with which it opens a stream of events. One that comes from another origin than it was given to is stolen.</summary>
internal sealed class PairedSignIn(RequestDelegate next)
{
    /// <summary>All stores of a till count as one.</summary>
    private const long AnyStore = 0;

    private static readonly PathString Events = "/api/devices/events";

    public async Task InvokeAsync(HttpContext http, Caller caller, IMediator mediator)
    {
        var token = http.Request.Headers.Authorization.Count > 0 ? Tokens.Of(http.Request) : null;
        var origin = WebOrigin.Of(http.Request);
        var ticket = token is null && HttpMethods.IsGet(http.Request.Method) && http.Request.Path == Events ? (string?)http.Request.Query["ticket"] : null;
        var paired = token is not null ? await mediator.Send(new WhoIsPaired(token, origin), http.RequestAborted)
            : ticket is not null ? await mediator.Send(new WhoseTicket(ticket, origin), http.RequestAborted)
            : null;
        if (paired is { OriginFits: false })
        {
            await mediator.Send(new NoteRefusal("token.not_yours", origin ?? "", http.Request.Path), http.RequestAborted);
            throw new Forbidden("token.not_yours", "This token was given to another page.");
        }

        if (paired is not null)
            caller.Become(paired.PairingId, paired.Name, new Dictionary<long, IReadOnlySet<string>> { [AnyStore] = paired.Permissions }, isProgram: true);

        try
        {
            await next(http);
        }
        catch (NotSignedIn)
        {
            // Nobody signs in here, so there is nothing that signing in would help: what is missing is a pairing. A token that nobody has, or has any more, may be a guess.
            var refusal = ticket is not null ? new Forbidden("ticket.used_up", "This ticket was used or is too old: get another.")
                : token is null ? new Forbidden("pairing.required", "Pair with the devices of this till first.")
                : new Forbidden("pairing.revoked", "This pairing has been taken back; pair with the devices of this till again.");
            await mediator.Send(new NoteRefusal(refusal.Code, origin ?? "", http.Request.Path), http.RequestAborted);
            throw refusal;
        }
    }
}
