using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Coupons that are kept for orders until their goods are sold.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611301042_Loyalty_HeldCoupons")]
public sealed class Loyalty_HeldCoupons : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("HeldCoupons", schema: Schema, columns: table => new
        {
            OrderId = Long(table),
            CouponId = Long(table),
            TemplateId = Long(table),
            MemberId = Long(table, nullable: true),
            DiscountMinor = Long(table),
            HeldAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_HeldCoupons", row => new { row.OrderId, row.CouponId });
            table.ForeignKey("FK_HeldCoupons_Coupons", row => row.CouponId, "Coupons", "CouponId", Schema);
        });
        migrationBuilder.CreateIndex("IX_HeldCoupons_Member", "HeldCoupons", ["MemberId"], schema: Schema, filter: "MemberId IS NOT NULL");
    }
}
