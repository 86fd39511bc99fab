using Store.Contracts.Devices;

namespace Store.Devices.Pairing;

/// <summary>Answers <see cref="WhoIsPaired"/>.</summary>
internal static class AnswerWhoIsPaired
{
    internal sealed class Handler(PairingBook book) : IRequestHandler<WhoIsPaired, Paired?>
    {
        public Task<Paired?> Handle(WhoIsPaired request, CancellationToken cancellationToken) => Task.FromResult(book.Find(request.Token) is { } pairing
            ? new Paired(pairing.PairingId, pairing.Name, pairing.Scopes.ToHashSet(StringComparer.Ordinal), pairing.Origin == (request.Origin ?? ""))
            : null);
    }
}
