using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Checkout;

/// <summary>What some stores have sold between two business days to members and to passers-by, as far as the caller may see them; sold value is left out.</summary>
/// <param name="StoreIds">The stores.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="ByMonth">Apart by month; else by day.</param>
public sealed record GetSalesSplit(IReadOnlyList<long> StoreIds, DateOnly From, DateOnly To, bool ByMonth) : IRequest<SalesSplits>;

/// <param name="Total">All days together: a member who bought in two months is one buyer.</param>
/// <param name="Periods">By their first day; the first of a month stands for the month. Those without sales are missing.</param>
public sealed record SalesSplits(SalesSplit Total, IReadOnlyDictionary<DateOnly, SalesSplit> Periods);

/// <param name="MemberTickets">Sales to members, and exchanges; not those of value alone.</param>
/// <param name="MemberSpent">What members paid less what was given back.</param>
/// <param name="OtherTickets">Those to passers-by.</param>
/// <param name="OtherSpent">What they paid less what was given back.</param>
/// <param name="Buyers">How many members bought; files that were merged are one member.</param>
/// <param name="BoughtAgain">How many of them did so more than once.</param>
/// <param name="LevelSaved">What members paid less than others because of their level, by its discount or its prices; less what went back.</param>
public sealed record SalesSplit(long MemberTickets, Money MemberSpent, long OtherTickets, Money OtherSpent, long Buyers, long BoughtAgain, Money LevelSaved)
{
    public static readonly SalesSplit Nothing = new(0, Money.Zero, 0, Money.Zero, 0, 0, Money.Zero);
}
