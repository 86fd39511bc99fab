using MediatR;

namespace Store.Contracts.Access;

/// <summary>A person is forgotten: what people wrote when they asked for approvals of these subjects, or decided on those, goes, in the same transaction. Who approved what stays.</summary>
/// <param name="StoreId">The store that asked.</param>
/// <param name="Subjects">As <see cref="RequireLimit"/> names them.</param>
public sealed record ApprovalsForgotten(long StoreId, IReadOnlyList<string> Subjects) : INotification;
