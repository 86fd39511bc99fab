using Store.Devices.Audit;

namespace Store.Devices.Pairing;

/// <summary>Takes a token back.</summary>
internal static class RevokePairing
{
    internal sealed record Command(long PairingId) : IRequest<Done>;

    internal sealed class Handler(PairingBook book, DeviceAudit audit, Caller caller) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!book.Remove(command.PairingId))
                throw new NotFound("pairing", command.PairingId);
            audit.Note("pairing.revoked", caller.Name, new { command.PairingId });
            return Task.FromResult(Done.It);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/pairings/{pairingId:long}", (long pairingId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(pairingId), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(RevokePairing)).WithSummary("Take a token back").ProducesProblem(404);
    }
}
