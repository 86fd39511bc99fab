using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Marketing;

/// <summary>What a promotion said before it was changed, so that a sale can be priced again as it was.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230202_Marketing_PromotionPast")]
public sealed class Marketing_PromotionPast : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PromotionPast", schema: "marketing", columns: table => new
        {
            PromotionId = Long(table),
            Version = Int(table),
            ReplacedAt = Time(table),
            Definition = LongText(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PromotionPast", row => new { row.PromotionId, row.Version });
            table.ForeignKey("FK_PromotionPast_Promotions", row => row.PromotionId, "Promotions", "PromotionId", "marketing");
        });
    }
}
