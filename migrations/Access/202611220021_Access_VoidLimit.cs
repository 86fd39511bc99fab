using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Access;

/// <summary>How much the built-in roles of a chain that has them may take off a sale again before it is paid.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611220021_Access_VoidLimit")]
public sealed class Access_VoidLimit : StoreMigration
{
    private static readonly (string Role, long Hundredths)[] Limits = [("manager", 5000_00), ("cashier", 200_00)];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (role, hundredths) in Limits)
        {
            migrationBuilder.Sql($"""
                INSERT INTO {Named("RoleLimits")} (RoleId, LimitName, ValueHundredths)
                SELECT RoleId, 'checkout.void-amount', {hundredths} FROM {Named("Roles")} WHERE Name = '{role}'
                """);
        }
    }

    private string Named(string table) => ForSqlServer ? $"access.{table}" : table;
}
