using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>What promotions saw of a sale with deals, and whether a store prices again what is kept when a deal is broken by a return.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230201_Checkout_SaleDeals")]
public sealed class Checkout_SaleDeals : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("SaleDeals", schema: "checkout", columns: table => new
        {
            SaleId = Long(table),
            Basket = LongText(table),
        }, constraints: table => table.PrimaryKey("PK_SaleDeals", row => row.SaleId));
        migrationBuilder.AddColumn<string>(
            "BrokenDeals", "TenderSettings", schema: "checkout", maxLength: 10, nullable: false, defaultValue: "Allocated", collation: ForSqlServer ? CodePointOrder : null);
    }
}
