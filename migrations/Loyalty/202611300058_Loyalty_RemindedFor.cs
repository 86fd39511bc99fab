using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Of which last day of a membership somebody was reminded, so that the reminder is closed once that is no longer its end.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300058_Loyalty_RemindedFor")]
public sealed class Loyalty_RemindedFor : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<DateOnly>("RemindedFor", "Memberships", schema: "loyalty", nullable: true);
}
