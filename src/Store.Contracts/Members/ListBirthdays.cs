using MediatR;

namespace Store.Contracts.Members;

/// <summary>Whose birthday a day is, in the order of their ids, a page at a time. Who was born on 29 February has it on the 28th in other years.</summary>
/// <param name="Day">The day.</param>
/// <param name="After">The last member of the page before; 0 for the first page.</param>
/// <param name="Limit">How many.</param>
public sealed record ListBirthdays(DateOnly Day, long After, int Limit) : IRequest<IReadOnlyList<BirthdayMember>>;

/// <param name="MemberId">The member.</param>
/// <param name="HomeStoreId">Their store; 0 for none.</param>
/// <param name="LevelId">Their level; null without one.</param>
public sealed record BirthdayMember(long MemberId, long HomeStoreId, long? LevelId);
