using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>Accounts that members have elsewhere, sealed, and found by blind index.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611301407_Members_Accounts")]
public sealed class Members_Accounts : StoreMigration
{
    private const string Schema = "members";
    private const int IndexLength = 24;

    // What sealing 200 characters of three bytes each comes to.
    private const int SealedLength = 850;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("MemberAccounts", schema: Schema, columns: table => new
        {
            AccountId = Long(table),
            MemberId = Long(table),
            Provider = Text(table, 40),
            SubjectIndex = Text(table, IndexLength),
            Sealed = Text(table, SealedLength),
            LinkedAt = Time(table),
            LinkedBy = Long(table),
            LinkedByName = Text(table, 100),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_MemberAccounts", row => row.AccountId);
            table.ForeignKey("FK_MemberAccounts_Members", row => row.MemberId, "Members", "MemberId", Schema);
        });
        migrationBuilder.CreateIndex("UX_MemberAccounts_Subject", "MemberAccounts", ["Provider", "SubjectIndex"], schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_MemberAccounts_Member", "MemberAccounts", ["MemberId", "AccountId"], schema: Schema);
    }
}
