using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>What is left of each sale that was counted, and the growth value it has earned, so that a return takes back what was earned and not what would be earned today.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300722_Members_GrowthOfSales")]
public sealed class Members_GrowthOfSales : StoreMigration
{
    private const string Schema = "members";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("LeftMinor", "MemberVisits", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("LeftGrowthMilli", "MemberVisits", schema: Schema, nullable: true);
    }
}
