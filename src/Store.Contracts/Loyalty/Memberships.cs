using MediatR;
using Store.Kernel.Events;
using Store.Kernel.Values;

namespace Store.Contracts.Loyalty;

/// <summary>
/// What is credited against the paid memberships of a basket that replace a lower one: the days of it that are left, at what was paid for them. Changes nothing and refuses nothing:
/// whether the membership may be sold at all is said when it is. Empty for a passer-by, and where there is nothing to credit.
/// </summary>
/// <param name="StoreId">Where.</param>
/// <param name="MemberId">Who buys; null for a passer-by.</param>
/// <param name="Lines">The basket's lines that sell value.</param>
public sealed record CreditMemberships(long StoreId, long? MemberId, IReadOnlyList<MembershipLine> Lines) : IRequest<IReadOnlyList<MembershipCredit>>;

/// <param name="LineNumber">The line.</param>
/// <param name="ProductId">What.</param>
/// <param name="Price">Before the credit.</param>
public sealed record MembershipLine(int LineNumber, long ProductId, Money Price);

/// <param name="LineNumber">The line.</param>
/// <param name="Name">The plan that is credited.</param>
/// <param name="Amount">Less than the line's price.</param>
public sealed record MembershipCredit(int LineNumber, string Name, Money Amount);

/// <summary>How much of what was paid for sold lines stays with the store when they come back today: the used part of paid memberships. Other sold value is left out.</summary>
/// <param name="StoreId">Where they come back.</param>
/// <param name="SaleId">The sale that sold them.</param>
/// <param name="LineNumbers">Its lines.</param>
/// <exception cref="Kernel.Http.RuleBroken"><c>membership.used_up</c>, <c>membership.upgraded</c>: nothing of it can come back.</exception>
public sealed record KeepOfMemberships(long StoreId, long SaleId, IReadOnlyList<int> LineNumbers) : IRequest<IReadOnlyList<KeptOfMembership>>;

/// <param name="LineNumber">The line of the sale.</param>
/// <param name="Amount">What is not given back.</param>
public sealed record KeptOfMembership(int LineNumber, Money Amount);

/// <summary>What is still owed for paid memberships, in all stores together.</summary>
public sealed record GetMembershipsOwed : IRequest<Money>;

/// <summary>Part of a paid membership has been used: what had been paid for it is earned. Negative where it is given back after all.</summary>
/// <param name="EntryId">The row of the memberships' ledger.</param>
/// <param name="StoreId">The store that sold it.</param>
/// <param name="BusinessDate">The day whose books it belongs to.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Amount">What is earned.</param>
public sealed record MembershipUsed(long EntryId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, Money Amount) : IEvent;
