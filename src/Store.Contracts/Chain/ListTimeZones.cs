using MediatR;

namespace Store.Contracts.Chain;

/// <summary>The time zones in which the chain has stores, each once, by IANA name.</summary>
public sealed record ListTimeZones : IRequest<IReadOnlyList<string>>;
