using MediatR;

namespace Store.Contracts.Members;

/// <summary>
/// Under which file each of some members goes on: their own or, of one that was merged, the other; who was forgotten is left out. In a transaction those files stay open until it ends.
/// </summary>
/// <param name="MemberIds">At most 500.</param>
public sealed record GetOpenFiles(IReadOnlyCollection<long> MemberIds) : IRequest<IReadOnlyDictionary<long, long>>;
