using Store.Contracts.Devices;

namespace Store.Devices.Pairing;

/// <summary>Answers <see cref="WhoseTicket"/>.</summary>
internal static class AnswerWhoseTicket
{
    internal sealed class Handler(TicketBook tickets, PairingBook book) : IRequestHandler<WhoseTicket, Paired?>
    {
        public Task<Paired?> Handle(WhoseTicket request, CancellationToken cancellationToken) =>
            Task.FromResult(tickets.Use(request.Ticket) is { } pairingId && book.All().FirstOrDefault(one => one.PairingId == pairingId) is { } pairing ? pairing.Seen(request.Origin) : null);
    }
}
