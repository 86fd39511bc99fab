using MediatR;
using Store.Kernel.Pipeline;

namespace Store.Contracts.Members;

/// <summary>
/// Puts a member on a level until a day for what they have paid ahead; joins the caller's transaction. Who is on a higher level stays on it, and who is on this one keeps it until that
/// day at least. Answers where they came from; null where they stay where they are.
/// </summary>
/// <param name="MemberId">The member.</param>
/// <param name="LevelId">The level.</param>
/// <param name="HeldUntil">The last day on which it stays, whatever a review says.</param>
public sealed record RaiseLevel(long MemberId, long LevelId, DateOnly HeldUntil) : IRequest<RaisedLevel?>;

/// <param name="FromLevelId">The level before; null for none.</param>
/// <param name="FromHeldUntil">Until when that was held; null for not.</param>
public sealed record RaisedLevel(long? FromLevelId, DateOnly? FromHeldUntil);

/// <summary>What was paid ahead has gone back: who is still on its level by it comes back to where they were, and the next review looks at them as at anybody.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="LevelId">The level that was given.</param>
/// <param name="HeldUntil">Until when.</param>
/// <param name="Before">Where they came from.</param>
public sealed record TakeLevelBack(long MemberId, long LevelId, DateOnly HeldUntil, RaisedLevel Before) : IRequest<Done>;
