using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>A merge of two files finds the lines of a member by the sales that moved the points account, so no sale writes each of its lines into an index by member.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300122_Loyalty_LinesByMember")]
public sealed class Loyalty_LinesByMember : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropIndex("IX_TicketLinePoints_Member", "TicketLinePoints", schema: "loyalty");
}
