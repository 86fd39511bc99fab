using System.Data.Common;

namespace Store.Access.Roles;

/// <summary>Writes roles; what the slices and the built-in roles share.</summary>
internal sealed class RoleWriter(Db db, Ids ids)
{
    public async Task<long> Create(string name, IReadOnlyCollection<string> permissions, CancellationToken cancellationToken)
    {
        var roleId = ids.Next();
        await GuardName(() => db.Execute("""
            INSERT INTO access.Roles (RoleId, Name, Version) VALUES (@roleId, @name, 1)
            """, new { roleId, name }, cancellationToken), name);
        await AddPermissions(roleId, permissions, cancellationToken);
        return roleId;
    }

    public Task AddPermissions(long roleId, IReadOnlyCollection<string> permissions, CancellationToken cancellationToken) => permissions.Count == 0
        ? Task.CompletedTask
        : db.Insert("""
            INSERT INTO access.RolePermissions (RoleId, Permission)
            VALUES (@RoleId, @Permission)
            """, permissions.Select(permission => new { RoleId = roleId, Permission = permission }).ToList(), cancellationToken);

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
}
