using MediatR;

namespace Store.Contracts.Access;

/// <summary>How far some people may go in a store by a limit. Who has no role with that limit is left out.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="Limit">One of <see cref="Limits"/>.</param>
/// <param name="UserIds">Whose.</param>
public sealed record GetLimitsOf(long StoreId, string Limit, IReadOnlyCollection<long> UserIds) : IRequest<IReadOnlyDictionary<long, decimal>>;
