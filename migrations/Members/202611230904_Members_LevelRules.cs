using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>How a level is earned and kept, what it gives, and who changed from which to which.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230904_Members_LevelRules")]
public sealed class Members_LevelRules : StoreMigration
{
    private const string Schema = "members";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var order = ForSqlServer ? CodePointOrder : null;
        migrationBuilder.AddColumn<string>("EntryKind", "MemberLevels", schema: Schema, maxLength: 10, nullable: false, defaultValue: "ByHand", collation: order);
        migrationBuilder.AddColumn<long>("EntryMilli", "MemberLevels", schema: Schema, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<int>("WindowMonths", "MemberLevels", schema: Schema, nullable: false, defaultValue: 12);
        migrationBuilder.AddColumn<string>("Discount", "MemberLevels", schema: Schema, maxLength: 50, nullable: false, defaultValue: "", collation: order);
        migrationBuilder.AddColumn<string>("BirthdayGift", "MemberLevels", schema: Schema, maxLength: 200, nullable: false, defaultValue: "", collation: order);

        migrationBuilder.AddColumn<DateOnly>("LevelHeldUntil", "Members", schema: Schema, nullable: true);

        migrationBuilder.CreateTable("LevelSettings", schema: Schema, columns: table => new
        {
            SettingsId = Int(table),
            GrowthMilli = Long(table),
            ReviewMonths = Int(table),
            NextReview = Date(table, nullable: true),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_LevelSettings", row => row.SettingsId));

        migrationBuilder.CreateTable("LevelChanges", schema: Schema, columns: table => new
        {
            ChangeId = Long(table),
            MemberId = Long(table),
            FromLevelId = Long(table, nullable: true),
            ToLevelId = Long(table, nullable: true),
            Cause = Text(table, 10),
            ChangedAt = Time(table),
            ChangedByName = Text(table, 100),
        }, constraints: table => table.PrimaryKey("PK_LevelChanges", row => row.ChangeId));
        migrationBuilder.CreateIndex("IX_LevelChanges_Member", "LevelChanges", ["MemberId", "ChangeId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_Members_Level", "Members", ["LevelId", "MemberId"], schema: Schema);
    }
}
