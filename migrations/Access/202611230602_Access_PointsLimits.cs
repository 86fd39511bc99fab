using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Access;

/// <summary>How many points the built-in roles of a chain that has them may give or take by hand, and how much of them pay out.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230602_Access_PointsLimits")]
public sealed class Access_PointsLimits : StoreMigration
{
    private static readonly (string Role, string Limit, long Hundredths)[] Limits =
    [
        ("manager", "loyalty.points-by-hand", 5000_00), ("cashier", "loyalty.points-by-hand", 0),
        ("manager", "loyalty.points-cash-out", 200_00), ("cashier", "loyalty.points-cash-out", 0),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (role, limit, hundredths) in Limits)
        {
            migrationBuilder.Sql($"""
                INSERT INTO {Named("RoleLimits")} (RoleId, LimitName, ValueHundredths)
                SELECT RoleId, '{limit}', {hundredths} FROM {Named("Roles")} WHERE Name = '{role}'
                """);
        }
    }

    private string Named(string table) => ForSqlServer ? $"access.{table}" : table;
}
