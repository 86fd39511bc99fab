using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Why value was paid out and a coupon withdrawn stands with them, from where it goes when the member is forgotten, and no longer in the audit log.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611301029_Loyalty_Reasons")]
public sealed class Loyalty_Reasons : StoreMigration
{
    private const string Schema = "loyalty";
    private const int ReasonLength = 200;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Reason", "ValueEntries", schema: Schema, maxLength: ReasonLength, nullable: true);
        migrationBuilder.AddColumn<string>("WithdrawnReason", "Coupons", schema: Schema, maxLength: ReasonLength, nullable: true);
    }
}
