using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>What the points program was from which business day on, so that a month's figure stays what it was when points are worth something else afterwards.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300107_Loyalty_PointsHistory")]
public sealed class Loyalty_PointsHistory : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PointsProgramHistory", schema: "loyalty", columns: table => new
        {
            ChangeId = Long(table),
            FromDate = Date(table),
            Definition = LongText(table),
        }, constraints: table => table.PrimaryKey("PK_PointsProgramHistory", row => row.ChangeId));
        migrationBuilder.CreateIndex("IX_PointsProgramHistory_FromDate", "PointsProgramHistory", ["FromDate", "ChangeId"], schema: "loyalty");
    }
}
