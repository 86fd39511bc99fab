using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>The level that a running paid membership gives a member, and the one that they have without it.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611292223_Members_PaidLevels")]
public sealed class Members_PaidLevels : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("PaidLevels", schema: "members", columns: table => new
    {
        MemberId = Long(table),
        LevelId = Long(table),
        OwnLevelId = Long(table, nullable: true),
        OwnHeldUntil = Date(table, nullable: true),
    }, constraints: table => table.PrimaryKey("PK_PaidLevels", row => row.MemberId));
}
