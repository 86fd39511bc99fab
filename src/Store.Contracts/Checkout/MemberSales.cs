using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Checkout;

/// <summary>A sale or return of a member, as its purchase facts are counted from it.</summary>
/// <param name="SaleId">The sale.</param>
/// <param name="MemberId">Who bought.</param>
/// <param name="IsReturn">Goods only came back.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="Total">What was paid, tax included; negative for a return.</param>
/// <param name="Items">What was bought and what came back.</param>
public sealed record MemberSale(long SaleId, long MemberId, bool IsReturn, DateOnly BusinessDate, Money Total, IReadOnlyList<SoldItem> Items)
{
    /// <summary>The sales from which goods came back.</summary>
    public IReadOnlyList<BroughtBack> BroughtBack { get; init; } = [];
}

/// <summary>The sales of all members in the order of their ids, a page at a time; for whoever keeps facts of them and has missed some.</summary>
/// <param name="After">The last sale of the page before; 0 for the first page.</param>
/// <param name="Limit">How many.</param>
public sealed record ReadMemberSales(long After, int Limit) : IRequest<IReadOnlyList<MemberSale>>;

/// <summary>What the sales of some members come to, day by day; sold value is left out.</summary>
public sealed record GetMemberDays(IReadOnlyList<long> MemberIds) : IRequest<IReadOnlyList<MemberDay>>;

/// <param name="MemberId">The member, as the sales name them.</param>
/// <param name="BusinessDate">The day whose books they belong to.</param>
/// <param name="Visits">Sales, and exchanges.</param>
/// <param name="Returns">Tickets on which goods only came back.</param>
/// <param name="Spent">What was paid less what was given back.</param>
public sealed record MemberDay(long MemberId, DateOnly BusinessDate, long Visits, long Returns, Money Spent);

/// <summary>How much of each product some members have bought, less what came back; sold value is left out.</summary>
public sealed record GetMemberGoods(IReadOnlyList<long> MemberIds) : IRequest<IReadOnlyList<MemberGoodsTotal>>;

/// <param name="MemberId">The member, as the sales name them.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Times">The tickets on which more was bought than came back.</param>
/// <param name="Quantity">In base units.</param>
/// <param name="Spent">Less what was given back.</param>
public sealed record MemberGoodsTotal(long MemberId, long ProductId, long Times, Quantity Quantity, Money Spent);

/// <summary>When and where one person shops: how many sales by hour of the day, by business day and by store.</summary>
/// <param name="MemberIds">The member's files.</param>
/// <param name="From">The first business day to look at.</param>
public sealed record GetMemberHabits(IReadOnlyList<long> MemberIds, DateOnly From) : IRequest<MemberHabits>;

/// <param name="Hours">Sales by hour of the day, 0 to 23.</param>
/// <param name="Days">Sales by day of the week, 1 Monday to 7 Sunday.</param>
/// <param name="Stores">Sales by store.</param>
public sealed record MemberHabits(IReadOnlyDictionary<int, int> Hours, IReadOnlyDictionary<int, int> Days, IReadOnlyDictionary<long, int> Stores);
