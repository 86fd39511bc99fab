using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Coupons that a sale has earned end when too little of it is kept: from what amount each was issued, what its sale came to, and why a coupon was withdrawn.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300055_Loyalty_CouponsEnd")]
public sealed class Loyalty_CouponsEnd : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("IssuedOverMinor", "Coupons", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<string>("WithdrawnFor", "Coupons", schema: Schema, maxLength: 20, nullable: true, collation: ForSqlServer ? CodePointOrder : null);

        // What the goods of the sale came to; null as long as nobody has said it, which is so where they come back before the sale's event has been handled.
        migrationBuilder.AddColumn<long>("TotalMinor", "CouponSales", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("ReturnedMinor", "CouponSales", schema: Schema, nullable: false, defaultValue: 0L);
    }
}
