using MediatR;

namespace Store.Contracts.Devices;

/// <summary>Whom a pairing token of a till's devices belongs to; null when it is none, or was taken back.</summary>
/// <param name="Token">The token that came with the request.</param>
/// <param name="Origin">The web origin that the request comes from; null for a program.</param>
public sealed record WhoIsPaired(string Token, string? Origin) : IRequest<Paired?>;

/// <summary>Whose ticket it is, which opens one stream of events and is used up by this; null when it is none, was used, is too old, or its pairing was taken back.</summary>
/// <param name="Ticket">The ticket that stands in the address.</param>
/// <param name="Origin">The web origin that the request comes from; null for a program.</param>
public sealed record WhoseTicket(string Ticket, string? Origin) : IRequest<Paired?>;

/// <param name="PairingId">The pairing.</param>
/// <param name="Name">What it was called when it was paired.</param>
/// <param name="Permissions">What it may do.</param>
/// <param name="OriginFits">Whether the request comes from where the token was given to; a token from elsewhere is stolen.</param>
public sealed record Paired(long PairingId, string Name, IReadOnlySet<string> Permissions, bool OriginFits);
