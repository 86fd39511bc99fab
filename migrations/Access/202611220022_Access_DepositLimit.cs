using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Access;

/// <summary>How far below the usual deposit the built-in roles of a chain that has them may take an order.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611220022_Access_DepositLimit")]
public sealed class Access_DepositLimit : StoreMigration
{
    private static readonly (string Role, long Hundredths)[] Limits = [("manager", 100_00), ("cashier", 0)];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (role, hundredths) in Limits)
        {
            migrationBuilder.Sql($"""
                INSERT INTO {Named("RoleLimits")} (RoleId, LimitName, ValueHundredths)
                SELECT RoleId, 'checkout.deposit-cut-percent', {hundredths} FROM {Named("Roles")} WHERE Name = '{role}'
                """);
        }
    }

    private string Named(string table) => ForSqlServer ? $"access.{table}" : table;
}
