namespace Store.Access.Users;

/// <summary>A role held in a store.</summary>
/// <param name="RoleId">What may be done.</param>
/// <param name="StoreId">Where; 0 for every store of the chain.</param>
internal sealed record Grant(long RoleId, long StoreId);

internal static class GrantRule
{
    private const int GrantsAtMost = 500;

    public static void AreGrants<T>(this IRuleBuilder<T, IReadOnlyList<Grant>> grants) => grants
        .NotNull()
        .Must(list => list is null || list.Count <= GrantsAtMost).WithMessage($"A user has at most {GrantsAtMost} grants.")
        .Must(list => list is null || list.All(grant => grant is not null)).WithMessage("A grant names a role and a store.");
}
