using MediatR;

namespace Store.Contracts.Access;

/// <summary>The names of people who work in a store, by their ids; who does not work there is left out.</summary>
public sealed record GetStaffNames(long StoreId, IReadOnlyCollection<long> UserIds) : IRequest<IReadOnlyDictionary<long, string>>;
