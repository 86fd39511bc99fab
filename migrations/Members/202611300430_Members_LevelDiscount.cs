using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>What a level takes off, in hundredths of a percent. The texts beside it stay as notes.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300430_Members_LevelDiscount")]
public sealed class Members_LevelDiscount : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<int>("DiscountHundredths", "MemberLevels", schema: "members", nullable: false, defaultValue: 0);
}
