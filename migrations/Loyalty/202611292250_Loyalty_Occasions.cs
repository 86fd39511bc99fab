using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>What gives coupons and points by itself: birthdays, levels, receipts, top-ups, new members; levels for points; and when passes expire.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611292250_Loyalty_Occasions")]
public sealed class Loyalty_Occasions : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_Passes_Expiry", "Passes", ["ExpiresAt", "UsesLeft"], schema: Schema);
        migrationBuilder.AddColumn<long>("IssueLevelId", "CouponTemplates", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<bool>("EndsWithSale", "CouponTemplates", schema: Schema, nullable: false, defaultValue: true);
        migrationBuilder.AddColumn<long>("CouponTemplateId", "TopUpRules", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<string>(
            "Occasion", "PointsActivityTypes", schema: Schema, maxLength: 10, nullable: false, defaultValue: "None", collation: ForSqlServer ? CodePointOrder : null);

        // What gave points by itself, once per source.
        migrationBuilder.CreateTable("PointsAwards", schema: Schema, columns: table => new
        {
            ActivityTypeId = Long(table),
            Source = Text(table, 80),
            ActivityId = Long(table),
        }, constraints: table => table.PrimaryKey("PK_PointsAwards", row => new { row.ActivityTypeId, row.Source }));

        migrationBuilder.CreateTable("PointsLevels", schema: Schema, columns: table => new
        {
            LevelId = Long(table),
            Points = Long(table),
            Months = Int(table),
            Active = Flag(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_PointsLevels", row => row.LevelId));
    }
}
