using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Which promotions a used coupon has called up, to know what of its discount goes back with goods. A return's rows of CouponUses use none up or give one back.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300158_Loyalty_CouponPromotions")]
public sealed class Loyalty_CouponPromotions : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("CouponUsePromotions", schema: Schema, columns: table => new
        {
            CouponUseId = Long(table),
            PromotionId = Long(table),
        }, constraints: table => table.PrimaryKey("PK_CouponUsePromotions", row => new { row.CouponUseId, row.PromotionId }));
        migrationBuilder.CreateIndex("IX_CouponUses_OfUse", "CouponUses", ["OfUseId"], schema: Schema, filter: "OfUseId IS NOT NULL");
    }
}
