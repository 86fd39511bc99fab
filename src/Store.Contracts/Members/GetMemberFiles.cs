using MediatR;

namespace Store.Contracts.Members;

/// <summary>The files that are one person's: the member's own, and those that were merged into it. Sales name the file of their day.</summary>
/// <exception cref="Kernel.Http.NotFound">There is no such member.</exception>
public sealed record GetMemberFiles(long MemberId) : IRequest<IReadOnlyList<long>>;
