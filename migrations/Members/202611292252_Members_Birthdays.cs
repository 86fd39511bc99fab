using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>For finding those whose birthday a day is.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611292252_Members_Birthdays")]
public sealed class Members_Birthdays : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("IX_Members_Birthday", "Members", ["Birthday", "MemberId"], schema: "members");
}
