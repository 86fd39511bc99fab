using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>Whose the sales of a merged file are now, those merged before this version among them: sales keep the file of their day, and a person is counted once.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611301336_Checkout_MergedFiles")]
public sealed class Checkout_MergedFiles : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("MergedFiles", schema: "checkout", columns: table => new
        {
            FileId = Long(table),
            MemberId = Long(table),
        }, constraints: table => table.PrimaryKey("PK_MergedFiles", row => row.FileId));
        migrationBuilder.CreateIndex("IX_MergedFiles_Member", "MergedFiles", "MemberId", schema: "checkout");
        migrationBuilder.Sql(ForSqlServer
            ? "INSERT INTO [checkout].[MergedFiles] (FileId, MemberId) SELECT MemberId, MergedIntoId FROM [members].[Members] WHERE MergedIntoId IS NOT NULL"
            : """INSERT INTO "MergedFiles" ("FileId", "MemberId") SELECT "MemberId", "MergedIntoId" FROM "Members" WHERE "MergedIntoId" IS NOT NULL""");
    }
}
