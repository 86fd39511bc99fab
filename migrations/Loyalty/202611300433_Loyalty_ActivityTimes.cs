using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>How often a member gets points for an activity, and for which level a birthday gives them. A row of turns is what tills wait for one another at.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300433_Loyalty_ActivityTimes")]
public sealed class Loyalty_ActivityTimes : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("DailyAtMost", "PointsActivityTypes", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<int>("TotalAtMost", "PointsActivityTypes", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("LevelId", "PointsActivityTypes", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<DateOnly>("BusinessDate", "PointsActivities", schema: Schema, nullable: true);
        migrationBuilder.CreateTable("PointsActivityTurns", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            ActivityTypeId = Long(table),
            Turns = Long(table),
        }, constraints: table => table.PrimaryKey("PK_PointsActivityTurns", row => new { row.MemberId, row.ActivityTypeId }));
    }
}
