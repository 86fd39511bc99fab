using Store.Devices.Pairing;

namespace Store.Devices.Events;

/// <summary>Gives a ticket with which one stream of events is opened, for pages that follow them with <c>EventSource</c>, which can send no token.</summary>
internal static class GiveTicket
{
    internal sealed record Command : IRequest<Result>;

    /// <param name="Ticket">For <c>GET events?ticket=</c>, once.</param>
    /// <param name="ExpiresAt">Until when it opens one.</param>
    internal sealed record Result(string Ticket, DateTime ExpiresAt);

    internal sealed class Handler(TicketBook tickets, PairingBook pairings, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            // Where people sign in, EventSource sends their cookie.
            if (!pairings.IsNeeded)
                throw new RuleBroken("pairing.not_needed", "People sign in here; nothing is paired.");
            var (ticket, holds) = tickets.Give(caller.UserId);
            return Task.FromResult(new Result(ticket, clock.UtcNow() + holds));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/events/tickets", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(GiveTicket)).WithSummary("Get a ticket that opens one stream of events").ProducesProblem(422);
    }
}
