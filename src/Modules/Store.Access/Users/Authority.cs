using Store.Access.Roles;
using Store.Contracts.Chain;

namespace Store.Access.Users;

/// <summary>
/// What the caller may give and take. Nobody gives away, takes away or gets hold of more than they hold themselves in that very store; for the whole chain it has to be held
/// for the whole chain.
/// </summary>
internal sealed class Authority(Db db, Caller caller, RoleWriter roleWriter, IMediator mediator)
{
    public const string ManageUsers = "access.manage-users";

    /// <summary>The store number that stands for the whole chain.</summary>
    public const long WholeChain = 0;

    public bool OverWholeChain => caller.MayIn(WholeChain, ManageUsers);

    /// <exception cref="NotFound">A grant names a role or a store that does not exist.</exception>
    /// <exception cref="Forbidden">A grant goes beyond what the caller holds.</exception>
    public async Task RequireOver(IReadOnlyCollection<Grant> grants, CancellationToken cancellationToken)
    {
        if (grants.Count == 0)
            return;
        await RequireStores(grants.Select(grant => grant.StoreId), cancellationToken);
        var roleIds = grants.Select(grant => grant.RoleId).Distinct().ToList();
        var (roles, limits) = (await PermissionsOf(roleIds, cancellationToken), await roleWriter.LimitsOf(roleIds, cancellationToken));
        foreach (var grant in grants)
        {
            if (!roles.TryGetValue(grant.RoleId, out var permissions))
                throw new NotFound("role", grant.RoleId);
            RequireOver(grant.StoreId, permissions);
            RequireLimits(grant.StoreId, limits[grant.RoleId]);
        }
    }

    /// <exception cref="Forbidden">The caller does not hold all of it there.</exception>
    public void RequireOver(long storeId, IEnumerable<string> permissions)
    {
        if (permissions.Prepend(ManageUsers).FirstOrDefault(permission => !caller.MayIn(storeId, permission)) is { } missing)
        {
            var place = storeId == WholeChain ? "for the whole chain" : "in that store";
            throw new Forbidden("grant.beyond_own", $"You can only deal with what you hold yourself; {missing} you do not hold {place}.");
        }
    }

    /// <exception cref="Forbidden">The caller may not go as far there.</exception>
    public void RequireLimits(long storeId, IEnumerable<RoleLimit> limits)
    {
        if (limits.FirstOrDefault(limit => caller.LimitIn(storeId, limit.Limit) is { } own && limit.Value > own) is { } beyond)
            throw new Forbidden("grant.beyond_own", $"You can only deal with what you hold yourself; {beyond.Limit} goes beyond your own limit.");
    }

    /// <summary>Refuses to change or take over an account that may do more than the caller, or that belongs to no store of theirs.</summary>
    /// <exception cref="Forbidden">The caller has no power over that account.</exception>
    public async Task RequireOverUser(IReadOnlyCollection<Grant> grants, CancellationToken cancellationToken)
    {
        await RequireOver(grants, cancellationToken);
        if (grants.Count == 0 && !OverWholeChain)
            throw new Forbidden("user.forbidden", "You may not change this user.");
    }

    /// <exception cref="NotFound">One of the stores does not exist.</exception>
    public async Task RequireStores(IEnumerable<long> storeIds, CancellationToken cancellationToken)
    {
        var known = (await mediator.Send(new ListStoreIds(), cancellationToken)).ToHashSet();
        var unknown = storeIds.Where(storeId => storeId != WholeChain && !known.Contains(storeId)).ToList();
        if (unknown.Count > 0)
            throw new NotFound("store", unknown[0]);
    }

    private async Task<Dictionary<long, List<string>>> PermissionsOf(IReadOnlyList<long> roleIds, CancellationToken cancellationToken)
    {
        var rows = await db.Query<RoleRow>("""
            SELECT r.RoleId, COALESCE(p.Permission, '') AS Permission
            FROM   access.Roles r
            LEFT JOIN access.RolePermissions p ON p.RoleId = r.RoleId
            WHERE  r.RoleId IN @roleIds
            """, new { roleIds }, cancellationToken);
        return rows.GroupBy(row => row.RoleId).ToDictionary(role => role.Key, role => role.Select(row => row.Permission).Where(name => name.Length > 0).ToList());
    }

    private sealed record RoleRow(long RoleId, string Permission);
}
