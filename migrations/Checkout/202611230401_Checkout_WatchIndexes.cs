using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>The watch finds the few lines with an overridden price, and the sales that came from orders, without reading every line of a shift.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230401_Checkout_WatchIndexes")]
public sealed class Checkout_WatchIndexes : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_SaleLines_Overridden", "SaleLines", "SaleId", schema: "checkout", filter: "PriceBeforeMinor IS NOT NULL");
        migrationBuilder.CreateIndex("IX_Orders_Sale", "Orders", "SaleId", schema: "checkout", filter: "SaleId IS NOT NULL");
    }
}
