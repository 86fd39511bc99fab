using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>Saved conditions over members, and the indexes by which a million of them are sifted.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230903_Members_Segments")]
public sealed class Members_Segments : StoreMigration
{
    private const string Schema = "members";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Segments", schema: Schema, columns: table => new
        {
            SegmentId = Long(table),
            Name = Text(table, 50),
            Conditions = LongText(table),
            ChangedAt = Time(table),
            ChangedByName = Text(table, 100),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_Segments", row => row.SegmentId));
        migrationBuilder.CreateIndex("UX_Segments_Name", "Segments", "Name", schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_Members_Segment", "Members", ["State", "LevelId", "HomeStoreId", "Birthday", "CreatedAt", "MemberId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_MemberFacts_Segment", "MemberFacts",
            ["RecencyScore", "FrequencyScore", "MoneyScore", "YearSpentMinor", "YearVisits", "LastVisit", "SpentMinor", "Visits", "MemberId"], schema: Schema);
    }
}
