using MediatR;

namespace Store.Contracts.Members;

/// <summary>Two files turn out to be one person's: what other modules keep of the one becomes the other's, in the same transaction. Sales stay as they were recorded.</summary>
/// <param name="FromId">The file that ends.</param>
/// <param name="IntoId">The file that goes on.</param>
public sealed record MembersMerged(long FromId, long IntoId) : INotification;

/// <summary>A person wants to be forgotten: other modules let go of what identifies them, in the same transaction. Amounts and books stay.</summary>
/// <param name="MemberIds">The member, and the files that were merged into it.</param>
public sealed record MemberErased(IReadOnlyList<long> MemberIds) : INotification
{
    /// <summary>Their phones, normal, for whoever keeps some under no member: to look for, and to be written down nowhere.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];
}

/// <summary>A person wants to know what is kept of them: each module adds its part.</summary>
/// <param name="MemberIds">The member, and the files that were merged into it.</param>
/// <param name="Parts">Filled by name, such as <c>sales</c>, with what goes into the JSON document.</param>
public sealed record MemberDataAsked(IReadOnlyList<long> MemberIds, IDictionary<string, object> Parts) : INotification
{
    /// <summary>Their phones, normal, for whoever keeps some under no member.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];
}
