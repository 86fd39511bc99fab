using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Access;

/// <summary>Which permissions each built-in role has been offered, so that a new one is given to it once and one that was taken away stays away.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230303_Access_OfferedPermissions")]
public sealed class Access_OfferedPermissions : StoreMigration
{
    private const string Access = "access";

    // What the roles had in the first version, and what a migration has given them since.
    private static readonly (string Role, string[] Permissions)[] OfferedSoFar =
    [
        ("owner", ["*"]),
        ("manager",
        [
            "access.approve", "access.manage-users", "access.view-audit", "catalog.view", "catalog.manage-products", "catalog.change-price", "catalog.import", "checkout.sell",
            "checkout.return", "checkout.view-sales", "checkout.manage-shifts", "checkout.manage-registers", "inventory.view", "inventory.receive", "inventory.adjust", "finance.view",
            "members.view", "members.manage",
        ]),
        ("cashier",
        [
            "catalog.view", "checkout.sell", "checkout.return", "checkout.view-sales", "checkout.manage-shifts", "inventory.view", "members.view", "members.manage",
        ]),
        ("stock-clerk", ["catalog.view", "inventory.view", "inventory.receive", "inventory.adjust"]),
        ("auditor", ["access.view-audit", "catalog.view", "checkout.view-sales", "inventory.view", "finance.view", "members.view"]),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("OfferedPermissions", schema: Access, columns: table => new
        {
            RoleId = Long(table),
            Permission = Text(table, 60),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_OfferedPermissions", row => new { row.RoleId, row.Permission });
            table.ForeignKey("FK_OfferedPermissions_Roles", row => row.RoleId, "Roles", "RoleId", Access);
        });
        foreach (var (role, permissions) in OfferedSoFar)
        {
            foreach (var permission in permissions)
            {
                migrationBuilder.Sql($"""
                    INSERT INTO {Named("OfferedPermissions")} (RoleId, Permission) SELECT RoleId, '{permission}' FROM {Named("Roles")} WHERE Name = '{role}'
                    """);
            }
        }
    }

    private string Named(string table) => ForSqlServer ? $"{Access}.{table}" : table;
}
