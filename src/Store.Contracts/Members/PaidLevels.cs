using MediatR;
using Store.Kernel.Pipeline;

namespace Store.Contracts.Members;

/// <summary>
/// The level that a member's running paid membership gives from now on. Of it and the level that they have without it the higher counts; when it ends they fall back to their own. Joins
/// the caller's transaction; told again it changes nothing, and of a member who was forgotten it asks nothing.
/// </summary>
/// <param name="MemberId">The member.</param>
/// <param name="LevelId">The level; null where no membership runs any more.</param>
public sealed record SetPaidLevel(long MemberId, long? LevelId) : IRequest<Done>;

/// <summary>Puts into a member's contact log that something of theirs comes to its end, and among the reminders of a person. Joins the caller's transaction.</summary>
/// <param name="MemberId">The member; nothing happens where they were forgotten.</param>
/// <param name="What">What ends.</param>
/// <param name="EndsOn">Its last day.</param>
/// <param name="RemindOn">When to come back to it.</param>
/// <param name="UserId">Whom to remind.</param>
public sealed record RemindOfEnd(long MemberId, string What, DateOnly EndsOn, DateOnly RemindOn, long UserId) : IRequest<Done>;

/// <summary>The end of which <see cref="RemindOfEnd"/> reminds does not come, or comes on another day: nobody need come back to it. Joins the caller's transaction.</summary>
/// <param name="MemberId">The member.</param>
public sealed record EndIsOff(long MemberId) : IRequest<Done>;
