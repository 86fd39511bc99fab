using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>The segment whose members alone may use a kind of coupon; and the store that issued a coupon, 0 for the chain, as all those before.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300431_Loyalty_CouponSegments")]
public sealed class Loyalty_CouponSegments : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("SegmentId", "CouponTemplates", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("StoreId", "Coupons", schema: Schema, nullable: false, defaultValue: 0L);
    }
}
