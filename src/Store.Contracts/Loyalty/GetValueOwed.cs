using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Loyalty;

/// <summary>What is owed to members and holders of cards by the ledgers, in all stores together; what the books are checked against.</summary>
public sealed record GetValueOwed : IRequest<ValueOwed>;

/// <param name="StoredValue">Principal; bonus is in no book.</param>
/// <param name="GiftCards">What is on gift cards, those whose time is over included.</param>
/// <param name="Points">What all points pay.</param>
/// <param name="PointsWithin">By how much the books may differ for points, since each movement is rounded to the smallest coin; zero where every rate so far came out even.</param>
public sealed record ValueOwed(Money StoredValue, Money GiftCards, Money Points, Money PointsWithin);
