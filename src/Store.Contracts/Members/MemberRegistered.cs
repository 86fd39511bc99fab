using MediatR;

namespace Store.Contracts.Members;

/// <summary>Somebody has become a member, at a till or in the back office; published in the transaction that makes them one. Members taken over from elsewhere are none.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="StoreId">The store that won them; 0 for the chain.</param>
public sealed record MemberRegistered(long MemberId, long StoreId) : INotification;
