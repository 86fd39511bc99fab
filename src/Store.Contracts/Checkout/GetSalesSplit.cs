using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Checkout;

/// <summary>What some stores have sold between two business days to members and to passers-by, as far as the caller may see them; sold value is left out.</summary>
/// <param name="StoreIds">The stores.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed record GetSalesSplit(IReadOnlyList<long> StoreIds, DateOnly From, DateOnly To) : IRequest<SalesSplit>;

/// <param name="MemberTickets">Sales to members, and exchanges; not those of value alone.</param>
/// <param name="MemberSpent">What members paid less what was given back.</param>
/// <param name="OtherTickets">Those to passers-by.</param>
/// <param name="OtherSpent">What they paid less what was given back.</param>
/// <param name="Buyers">How many members bought, by the files that the sales name.</param>
/// <param name="BoughtAgain">How many of them did so more than once.</param>
public sealed record SalesSplit(long MemberTickets, Money MemberSpent, long OtherTickets, Money OtherSpent, long Buyers, long BoughtAgain);
