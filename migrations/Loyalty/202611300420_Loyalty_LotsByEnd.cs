using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Lots in the order in which they are spent: whoever pays reads the first few and none of the hundreds behind.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300420_Loyalty_LotsByEnd")]
public sealed class Loyalty_LotsByEnd : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_PointsEntries_Lots", "PointsEntries", schema: "loyalty");
        migrationBuilder.CreateIndex("IX_PointsEntries_Lots", "PointsEntries", ["MemberId", "ExpiresAt", "EntryId"], schema: "loyalty", filter: "Remaining > 0");
    }
}
