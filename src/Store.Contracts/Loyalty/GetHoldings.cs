using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Loyalty;

/// <summary>What members have with the chain, and would lose with their file; members who have nothing are left out.</summary>
/// <param name="MemberIds">At most 500.</param>
public sealed record GetHoldings(IReadOnlyCollection<long> MemberIds) : IRequest<IReadOnlyList<Holdings>>;

/// <param name="MemberId">The member.</param>
/// <param name="Points">Below zero after a return of what is spent already.</param>
/// <param name="Principal">Stored value that was paid for.</param>
/// <param name="Bonus">Stored value that was given on top.</param>
/// <param name="BonusToCome">Instalments that were promised.</param>
/// <param name="Visits">Visits of passes that have not been made.</param>
/// <param name="OnMemberships">What was paid for days of memberships that have not been earned.</param>
public sealed record Holdings(long MemberId, long Points, Money Principal, Money Bonus, Money BonusToCome, long Visits, Money OnMemberships);
