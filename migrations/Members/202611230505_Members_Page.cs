using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>The members' own page: invitations by link and one-time code, and the phones that are signed in.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230505_Members_Page")]
public sealed class Members_Page : StoreMigration
{
    private const string Schema = "members";
    private const int HashLength = 64;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PageInvitations", schema: Schema, columns: table => new
        {
            KeyHash = Text(table, HashLength),
            MemberId = Long(table),
            CodeHash = Text(table, HashLength),
            TriesLeft = Int(table),
            ExpiresAt = Time(table),
            MadeBy = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PageInvitations", row => row.KeyHash);
            table.ForeignKey("FK_PageInvitations_Members", row => row.MemberId, "Members", "MemberId", Schema);
        });
        migrationBuilder.CreateIndex("IX_PageInvitations_Member", "PageInvitations", ["MemberId", "KeyHash"], schema: Schema);

        migrationBuilder.CreateTable("PageSessions", schema: Schema, columns: table => new
        {
            TokenHash = Text(table, HashLength),
            MemberId = Long(table),
            StartedAt = Time(table),
            ExpiresAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PageSessions", row => row.TokenHash);
            table.ForeignKey("FK_PageSessions_Members", row => row.MemberId, "Members", "MemberId", Schema);
        });
        migrationBuilder.CreateIndex("IX_PageSessions_Member", "PageSessions", ["MemberId", "TokenHash"], schema: Schema);
    }
}
