using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>A code at the end of receipts, and Z reports that print themselves.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300216_Checkout_LetterheadLink")]
public sealed class Checkout_LetterheadLink : StoreMigration
{
    private const string Schema = "checkout";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Link", "Letterheads", schema: Schema, maxLength: 300, nullable: true, collation: ForSqlServer ? CodePointOrder : null);
        migrationBuilder.AddColumn<string>("LinkText", "Letterheads", schema: Schema, maxLength: 100, nullable: true, collation: ForSqlServer ? CodePointOrder : null);
        migrationBuilder.AddColumn<bool>("PrintsZ", "Letterheads", schema: Schema, nullable: false, defaultValue: true);
    }
}
