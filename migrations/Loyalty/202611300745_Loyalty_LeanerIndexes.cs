using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>
/// Sales write less into indexes: those of refunds and holds keep only what is one, and points of later days are found by their ids, which are in the order of time.
/// </summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300745_Loyalty_LeanerIndexes")]
public sealed class Loyalty_LeanerIndexes : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_PointsEntries_Date", "PointsEntries", schema: Schema);
        Narrow(migrationBuilder, "IX_ValueEntries_Refunds", "ValueEntries", ["RefundsSaleId", "MemberId"], "RefundsSaleId IS NOT NULL");
        Narrow(migrationBuilder, "IX_ValueBalances_Hold", "ValueBalances", ["HoldId"], "HoldId IS NOT NULL");
    }

    private static void Narrow(MigrationBuilder migrationBuilder, string name, string table, string[] columns, string filter)
    {
        migrationBuilder.DropIndex(name, table, schema: Schema);
        migrationBuilder.CreateIndex(name, table, columns, schema: Schema, filter: filter);
    }
}
