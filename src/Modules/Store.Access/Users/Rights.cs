using Store.Access.Roles;
using Store.Contracts.Chain;

namespace Store.Access.Users;

/// <summary>What people may do where, and how far they may go there: the sum of their grants, of several limits the greatest.</summary>
internal sealed class Rights(Db db, IMediator mediator)
{
    public async Task<Held> Of(long userId, CancellationToken cancellationToken)
    {
        var permissions = await db.Query<PermissionRow>("""
            SELECT DISTINCT g.StoreId, p.Permission
            FROM   access.Grants g
            JOIN   access.RolePermissions p ON p.RoleId = g.RoleId
            WHERE  g.UserId = @userId
            """, new { userId }, cancellationToken);
        var limits = await db.Query<LimitRow>("""
            SELECT g.StoreId, l.LimitName, MAX(l.ValueHundredths) AS ValueHundredths
            FROM   access.Grants g
            JOIN   access.RoleLimits l ON l.RoleId = g.RoleId
            WHERE  g.UserId = @userId
            GROUP BY g.StoreId, l.LimitName
            """, new { userId }, cancellationToken);
        return new Held(
            await PermissionsByStore(permissions.Select(row => (row.StoreId, row.Permission)), cancellationToken),
            await LimitsByStore(limits, cancellationToken));
    }

    /// <summary>A person as the caller of a request of their own, so that everybody's rights are asked for in the same words.</summary>
    public async Task<Caller> AsCaller(long userId, string name, CancellationToken cancellationToken)
    {
        var held = await Of(userId, cancellationToken);
        var person = new Caller();
        person.Become(userId, name, held.PermissionsByStore, held.LimitsByStore);
        return person;
    }

    /// <summary>A grant for the whole chain stands under every store, and under 0 besides: there it also covers the store that does not exist yet.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlySet<string>>> PermissionsByStore(
        IEnumerable<(long StoreId, string Permission)> grants, CancellationToken cancellationToken)
    {
        var own = new Dictionary<long, HashSet<string>>();
        foreach (var (storeId, permission) in grants)
        {
            if (!own.TryGetValue(storeId, out var permissions))
                own[storeId] = permissions = new HashSet<string>(StringComparer.Ordinal);
            permissions.Add(permission);
        }

        if (own.TryGetValue(Authority.WholeChain, out var everywhere))
        {
            foreach (var storeId in await mediator.Send(new ListStoreIds(), cancellationToken))
            {
                if (own.TryGetValue(storeId, out var there))
                    there.UnionWith(everywhere);
                else
                    own[storeId] = everywhere;
            }
        }

        return own.ToDictionary(store => store.Key, IReadOnlySet<string> (store) => store.Value);
    }

    private async Task<IReadOnlyDictionary<long, IReadOnlyDictionary<string, decimal>>> LimitsByStore(IReadOnlyList<LimitRow> rows, CancellationToken cancellationToken)
    {
        var own = rows.GroupBy(row => row.StoreId)
            .ToDictionary(store => store.Key, store => store.ToDictionary(row => row.LimitName, row => Hundredths.ToDecimal(row.ValueHundredths), StringComparer.Ordinal));
        if (own.TryGetValue(Authority.WholeChain, out var everywhere))
        {
            foreach (var storeId in await mediator.Send(new ListStoreIds(), cancellationToken))
            {
                if (!own.TryGetValue(storeId, out var there))
                {
                    own[storeId] = everywhere;
                    continue;
                }

                foreach (var (limit, value) in everywhere)
                    there[limit] = Math.Max(value, there.GetValueOrDefault(limit));
            }
        }

        return own.ToDictionary(store => store.Key, IReadOnlyDictionary<string, decimal> (store) => store.Value);
    }

    /// <param name="PermissionsByStore">What may be done where.</param>
    /// <param name="LimitsByStore">How far.</param>
    internal sealed record Held(
        IReadOnlyDictionary<long, IReadOnlySet<string>> PermissionsByStore, IReadOnlyDictionary<long, IReadOnlyDictionary<string, decimal>> LimitsByStore);

    private sealed record PermissionRow(long StoreId, string Permission);

    private sealed record LimitRow(long StoreId, string LimitName, long ValueHundredths);
}
