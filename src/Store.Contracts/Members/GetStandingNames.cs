using MediatR;

namespace Store.Contracts.Members;

/// <summary>What levels and groups there are, for whoever gives them prices or promotions.</summary>
public sealed record GetStandingNames : IRequest<StandingNames>;

/// <param name="Levels">Member levels by id, with their names.</param>
/// <param name="Groups">Groups by id, with their names.</param>
public sealed record StandingNames(IReadOnlyDictionary<long, string> Levels, IReadOnlyDictionary<long, string> Groups)
{
    /// <summary>How high member levels are, by id; of two the one with more is the higher.</summary>
    public IReadOnlyDictionary<long, int> Ranks { get; init; } = new Dictionary<long, int>();

    /// <summary>What member levels take off, by id; those that take nothing are left out.</summary>
    public IReadOnlyDictionary<long, LevelDiscount> Discounts { get; init; } = new Dictionary<long, LevelDiscount>();
}
