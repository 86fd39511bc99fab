using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>
/// Sales write less into indexes: those of refunds and holds keep only what is one, and points of a day follow one another instead of lying by their number.
/// </summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300745_Loyalty_LeanerIndexes")]
public sealed class Loyalty_LeanerIndexes : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Remake(migrationBuilder, "IX_PointsEntries_Date", "PointsEntries", ["BusinessDate", "EntryId"]);
        Remake(migrationBuilder, "IX_ValueEntries_Refunds", "ValueEntries", ["RefundsSaleId", "MemberId"], "RefundsSaleId IS NOT NULL");
        Remake(migrationBuilder, "IX_ValueBalances_Hold", "ValueBalances", ["HoldId"], "HoldId IS NOT NULL");
    }

    private static void Remake(MigrationBuilder migrationBuilder, string name, string table, string[] columns, string? filter = null)
    {
        migrationBuilder.DropIndex(name, table, schema: Schema);
        migrationBuilder.CreateIndex(name, table, columns, schema: Schema, filter: filter);
    }
}
