using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

[DbContext(typeof(StoreContext))]
[Migration("202611220073_Checkout_RefundRules")]
public sealed class Checkout_RefundRules : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("RefundRules", schema: "checkout", columns: table => new
        {
            StoreId = Long(table),
            PaidBy = Text(table, 20),
            RefundBy = Text(table, 20),
        }, constraints: table => table.PrimaryKey("PK_RefundRules", row => new { row.StoreId, row.PaidBy, row.RefundBy }));
    }
}
