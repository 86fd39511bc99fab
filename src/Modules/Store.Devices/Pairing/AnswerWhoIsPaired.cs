using Store.Contracts.Devices;

namespace Store.Devices.Pairing;

/// <summary>Answers <see cref="WhoIsPaired"/>.</summary>
internal static class AnswerWhoIsPaired
{
    internal sealed class Handler(PairingBook book) : IRequestHandler<WhoIsPaired, Paired?>
    {
        public Task<Paired?> Handle(WhoIsPaired request, CancellationToken cancellationToken) => Task.FromResult(book.Find(request.Token)?.Seen(request.Origin));
    }
}
