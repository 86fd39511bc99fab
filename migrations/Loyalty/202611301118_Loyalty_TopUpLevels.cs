using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>A top-up may put its member on a level, and knows where they came from.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611301118_Loyalty_TopUpLevels")]
public sealed class Loyalty_TopUpLevels : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("LevelId", "TopUpRules", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<int>("LevelMonths", "TopUpRules", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("LevelId", "TopUps", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<DateOnly>("LevelHeldUntil", "TopUps", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("FromLevelId", "TopUps", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<DateOnly>("FromHeldUntil", "TopUps", schema: Schema, nullable: true);
    }
}
