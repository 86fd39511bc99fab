using System.Data.Common;

namespace Store.Access.Roles;

/// <summary>Writes roles; what the slices and the built-in roles share.</summary>
internal sealed class RoleWriter(Db db, Ids ids)
{
    public async Task<long> Create(
        string name, IReadOnlyCollection<string> permissions, IReadOnlyCollection<RoleLimit> limits, CancellationToken cancellationToken)
    {
        var roleId = ids.Next();
        await GuardName(() => db.Execute("""
            INSERT INTO access.Roles (RoleId, Name, Version) VALUES (@roleId, @name, 1)
            """, new { roleId, name }, cancellationToken), name);
        await AddPermissions(roleId, permissions, cancellationToken);
        await AddLimits(roleId, limits, cancellationToken);
        return roleId;
    }

    public Task AddPermissions(long roleId, IReadOnlyCollection<string> permissions, CancellationToken cancellationToken) => permissions.Count == 0
        ? Task.CompletedTask
        : db.Insert("""
            INSERT INTO access.RolePermissions (RoleId, Permission)
            VALUES (@RoleId, @Permission)
            """, permissions.Select(permission => new { RoleId = roleId, Permission = permission }).ToList(), cancellationToken);

    public Task AddLimits(long roleId, IReadOnlyCollection<RoleLimit> limits, CancellationToken cancellationToken) => limits.Count == 0
        ? Task.CompletedTask
        : db.Insert("""
            INSERT INTO access.RoleLimits (RoleId, LimitName, ValueHundredths)
            VALUES (@RoleId, @Limit, @Hundredths)
            """, limits.Select(limit => new { RoleId = roleId, limit.Limit, Hundredths = Hundredths.Of(limit.Value) }).ToList(), cancellationToken);

    public async Task<IReadOnlyList<RoleLimit>> LimitsOf(long roleId, CancellationToken cancellationToken) =>
        [.. (await LimitsOf([roleId], cancellationToken))[roleId]];

    public async Task<ILookup<long, RoleLimit>> LimitsOf(IReadOnlyCollection<long> roleIds, CancellationToken cancellationToken) => (await db.Query<LimitRow>("""
        SELECT RoleId, LimitName, ValueHundredths FROM access.RoleLimits WHERE RoleId IN @roleIds ORDER BY RoleId, LimitName
        """, new { roleIds }, cancellationToken)).ToLookup(row => row.RoleId, row => new RoleLimit(row.LimitName, Hundredths.ToDecimal(row.ValueHundredths)));

    /// <exception cref="Conflict">Another role has that name.</exception>
    public async Task<int> GuardName(Func<Task<int>> write, string name)
    {
        try
        {
            return await write();
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new Conflict("role.name_taken", $"There is a role {name} already.");
        }
    }

    private sealed record LimitRow(long RoleId, string LimitName, long ValueHundredths);
}
