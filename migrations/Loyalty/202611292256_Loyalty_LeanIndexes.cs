using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Indexes that only returns, lots with points left and what is due need, without the rows that every sale to a member writes into them for nothing.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611292256_Loyalty_LeanIndexes")]
public sealed class Loyalty_LeanIndexes : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Narrow(migrationBuilder, "IX_TicketLinePoints_Original", "TicketLinePoints", ["OriginalSaleId", "OriginalLineNumber"], "OriginalSaleId IS NOT NULL");
        Narrow(migrationBuilder, "IX_PointsEntries_OriginalSale", "PointsEntries", ["OriginalSaleId"], "OriginalSaleId IS NOT NULL");
        Narrow(migrationBuilder, "IX_PointsEntries_Due", "PointsEntries", ["DueAt", "EntryId"], "DueAt IS NOT NULL");
        Narrow(migrationBuilder, "IX_PointsEntries_Lots", "PointsEntries", ["MemberId", "Remaining"], "Remaining > 0");
    }

    private static void Narrow(MigrationBuilder migrationBuilder, string name, string table, string[] columns, string filter)
    {
        migrationBuilder.DropIndex(name, table, schema: Schema);
        migrationBuilder.CreateIndex(name, table, columns, schema: Schema, filter: filter);
    }
}
