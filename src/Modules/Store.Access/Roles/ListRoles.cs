namespace Store.Access.Roles;

/// <summary>All roles of the chain with their permissions and limits; there are few enough for one page.</summary>
internal static class ListRoles
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result(IReadOnlyList<Item> Roles);

    /// <param name="Limits">How far the role goes; a limit that is missing is 0.</param>
    internal sealed record Item(long RoleId, string Name, IReadOnlyList<string> Permissions, int Version, IReadOnlyList<RoleLimit> Limits);

    internal sealed class Handler(Db db, RoleWriter roles) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var rows = await db.Query<Row>("""
                SELECT r.RoleId, r.Name, r.Version, COALESCE(p.Permission, '') AS Permission
                FROM   access.Roles r
                LEFT JOIN access.RolePermissions p ON p.RoleId = r.RoleId
                ORDER BY r.Name, p.Permission
                """, null, cancellationToken);
            var limits = await roles.LimitsOf([.. rows.Select(row => row.RoleId).Distinct()], cancellationToken);
            return new Result([.. rows.GroupBy(row => (row.RoleId, row.Name, row.Version))
                .Select(role => new Item(
                    role.Key.RoleId, role.Key.Name, [.. role.Select(row => row.Permission).Where(name => name.Length > 0)], role.Key.Version, [.. limits[role.Key.RoleId]]))]);
        }

        private sealed record Row(long RoleId, string Name, int Version, string Permission);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/roles", (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .RequirePermission(Users.Authority.ManageUsers)
            .WithName(nameof(ListRoles)).WithSummary("List the roles with their permissions and limits");
    }
}
