using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

[DbContext(typeof(StoreContext))]
[Migration("202611220050_Members_Levels")]
public sealed class Members_Levels : StoreMigration
{
    private const string Schema = "members";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("MemberLevels", schema: Schema, columns: table => new
        {
            LevelId = Long(table),
            Name = Text(table, 50),
            Rank = Int(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_MemberLevels", row => row.LevelId));
        migrationBuilder.CreateIndex("UX_MemberLevels_Name", "MemberLevels", "Name", schema: Schema, unique: true);

        migrationBuilder.CreateTable("CustomerGroups", schema: Schema, columns: table => new
        {
            GroupId = Long(table),
            Name = Text(table, 50),
            HiddenFromCashiers = Flag(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_CustomerGroups", row => row.GroupId));
        migrationBuilder.CreateIndex("UX_CustomerGroups_Name", "CustomerGroups", "Name", schema: Schema, unique: true);

        migrationBuilder.CreateTable("GroupMembers", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            GroupId = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_GroupMembers", row => new { row.MemberId, row.GroupId });
            table.ForeignKey("FK_GroupMembers_Members", row => row.MemberId, "Members", "MemberId", Schema);
            table.ForeignKey("FK_GroupMembers_CustomerGroups", row => row.GroupId, "CustomerGroups", "GroupId", Schema);
        });
        migrationBuilder.CreateIndex("IX_GroupMembers_Group", "GroupMembers", "GroupId", schema: Schema);

        migrationBuilder.AddColumn<long>("LevelId", "Members", schema: Schema, nullable: true);
    }
}
