using MediatR;

namespace Store.Contracts.Loyalty;

/// <summary>How many points members have, those that wait included; who has none yet is not named.</summary>
/// <param name="MemberIds">At most 500.</param>
public sealed record GetPointsBalances(IReadOnlyCollection<long> MemberIds) : IRequest<IReadOnlyDictionary<long, long>>;
