using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>From which figures on the scores of the last run were given, and which members' figures have not moved since, so that scores can be checked.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300724_Members_ScoreSteps")]
public sealed class Members_ScoreSteps : StoreMigration
{
    private const string Schema = "members";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("Scored", "MemberFacts", schema: Schema, nullable: false, defaultValue: false);
        migrationBuilder.CreateTable("ScoreSteps", schema: Schema, columns: table => new
        {
            Score = Int(table),
            LastVisit = Date(table),
            YearVisits = Long(table),
            YearSpentMinor = Long(table),
        }, constraints: table => table.PrimaryKey("PK_ScoreSteps", row => row.Score));
    }
}
