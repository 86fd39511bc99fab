using MediatR;

namespace Store.Contracts.Members;

/// <summary>Makes the members that do not exist yet and gives the ids of all, by member number. Joins the caller's transaction.</summary>
public sealed record EnsureMembers(long StoreId, IReadOnlyCollection<string> Numbers) : IRequest<IReadOnlyDictionary<string, long>>;
