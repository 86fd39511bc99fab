using MediatR;
using Store.Kernel.Http;

namespace Store.Contracts.Members;

/// <summary>
/// What a customer's membership comes to for prices and promotions, and whose accounts are meant: a file that was merged answers with the one that goes on, and who was forgotten is a
/// passer-by. Refuses an unknown member (<c>member.not_found</c>) or group (<c>group.not_found</c>).
/// </summary>
/// <param name="StoreId">Where they shop.</param>
/// <param name="MemberId">The member; null for a passer-by.</param>
/// <param name="GroupIds">Groups that the cashier has added to the ticket without a member, such as students.</param>
public sealed record GetStanding(long StoreId, long? MemberId, IReadOnlyList<long> GroupIds) : IRequest<Standing>;

/// <param name="MemberId">The member whose file goes on; null for a passer-by, and for who was forgotten.</param>
/// <param name="LevelId">Their level; null without one.</param>
/// <param name="GroupIds">The member's groups and those of the ticket.</param>
public sealed record Standing(long? MemberId, long? LevelId, IReadOnlyList<long> GroupIds)
{
    public static readonly Standing Passerby = new(null, null, []);

    /// <summary>The member, where nothing can be done for a passer-by.</summary>
    /// <exception cref="RuleBroken"><c>member.closed</c>: the member wished to be forgotten.</exception>
    public long Required => MemberId ?? throw new RuleBroken("member.closed", "This member wished to be forgotten; nothing is kept for them any more.");

    /// <summary>The member's cards that are good.</summary>
    public IReadOnlyList<StandingCard> Cards { get; init; } = [];

    /// <summary>What their level takes off; null where it takes nothing.</summary>
    public LevelDiscount? Discount { get; init; }
}

/// <summary>What a level takes off goods at their ordinary price.</summary>
/// <param name="Name">The level, as printed on the receipt.</param>
/// <param name="Percent">In percent, to two decimals.</param>
public sealed record LevelDiscount(string Name, decimal Percent)
{
    private const decimal Hundredths = 100;

    /// <param name="name">The level.</param>
    /// <param name="hundredths">Hundredths of a percent; null or 0 for nothing.</param>
    public static LevelDiscount? Of(string? name, int? hundredths) => name is null || hundredths is null or 0 ? null : new LevelDiscount(name, hundredths.Value / Hundredths);
}

/// <param name="Code">What stands on it, in capitals.</param>
/// <param name="Batch">The batch in which it was printed; empty for none.</param>
public sealed record StandingCard(string Code, string Batch);
