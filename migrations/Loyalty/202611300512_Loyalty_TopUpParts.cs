using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Points, uses and coupons of a top-up that come in instalments. BonusPoints are those given by now; what returns had taken of them until now went by the share that had come back.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300512_Loyalty_TopUpParts")]
public sealed class Loyalty_TopUpParts : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("PointsInParts", "TopUpRules", schema: Schema, nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>("UsesInParts", "TopUpRules", schema: Schema, nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>("CouponEachPart", "TopUpRules", schema: Schema, nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<long>("PointsTaken", "TopUps", schema: Schema, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("PointsLeft", "TopUps", schema: Schema, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<int>("UsesLeft", "TopUps", schema: Schema, nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<int>("PassDays", "TopUps", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("CouponTemplateId", "TopUps", schema: Schema, nullable: true);
        migrationBuilder.Sql($"""
            UPDATE {(ForSqlServer ? "loyalty.TopUps" : "TopUps")}
            SET    PointsTaken = (2 * BonusPoints * ReturnedMinor + PaidMinor) / (2 * PaidMinor)
            WHERE  ReturnedMinor > 0 AND PaidMinor > 0
            """);
    }
}
