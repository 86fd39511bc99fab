using MediatR;

namespace Store.Contracts.Members;

/// <summary>It has been written down which member brought another; published in the same transaction. Written down once more, it is told once more.</summary>
/// <param name="MemberId">Who was brought.</param>
/// <param name="ReferrerId">Who brought them.</param>
/// <param name="HomeStoreId">The store that won the new member; 0 for the chain.</param>
public sealed record MemberReferred(long MemberId, long ReferrerId, long HomeStoreId) : INotification;
