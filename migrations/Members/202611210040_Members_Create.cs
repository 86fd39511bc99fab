using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

[DbContext(typeof(StoreContext))]
[Migration("202611210040_Members_Create")]
public sealed class Members_Create : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("members");

        migrationBuilder.CreateTable("Members", schema: "members", columns: table => new
        {
            MemberId = Long(table),
            Number = Text(table, 40),
            Name = Text(table, 100),
            HomeStoreId = Long(table),
            CreatedAt = Time(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_Members", row => row.MemberId));
        migrationBuilder.CreateIndex("UX_Members_Number", "Members", "Number", schema: "members", unique: true);
        migrationBuilder.CreateIndex("IX_Members_Name", "Members", ["Name", "MemberId"], schema: "members");
    }
}
