using MediatR;
using Store.Kernel.Time;

namespace Store.Contracts.Chain;

/// <summary>One store's settings.</summary>
/// <exception cref="Kernel.Http.NotFound">There is no such store.</exception>
public sealed record GetStore(long StoreId) : IRequest<StoreFacts>;

/// <summary>The store with that code, or null.</summary>
public sealed record FindStore(string Code) : IRequest<StoreFacts?>;

/// <summary>The ids of all stores of the chain, in order.</summary>
public sealed record ListStoreIds : IRequest<IReadOnlyList<long>>;

/// <summary>Today in the books of the chain's first store: what day it is for what belongs to no store. In a chain without stores it is UTC's.</summary>
public sealed record GetChainDay : IRequest<DateOnly>;

/// <param name="StoreId">The store.</param>
/// <param name="Code">Short code, such as S01.</param>
/// <param name="Name">Name as printed on the receipt.</param>
/// <param name="TimeZone">IANA name, such as Asia/Shanghai.</param>
/// <param name="DayEndsMinutes">Minutes after midnight at which the business day ends.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PricesIncludeTax">Whether the price on the shelf has the tax in it.</param>
/// <param name="AllowNegativeStock">Whether the till may sell what the books say is not there.</param>
public sealed record StoreFacts(
    long StoreId, string Code, string Name, string TimeZone, int DayEndsMinutes, string Currency, bool PricesIncludeTax, bool AllowNegativeStock)
{
    public StoreTime Time() => StoreTime.Of(TimeZone, DayEndsMinutes);
}
