using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

[DbContext(typeof(StoreContext))]
[Migration("202611220082_Checkout_ReceiptPrints")]
public sealed class Checkout_ReceiptPrints : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ReceiptPrints", schema: "checkout", columns: table => new
        {
            ReceiptPrintId = Long(table),
            PrintUuid = Text(table, 36),
            StoreId = Long(table),
            SaleId = Long(table),
            Kind = Text(table, 10),
            PrintNumber = Int(table),
            BusinessDate = Date(table),
            PrintedAt = Time(table),
            UserId = Long(table),
            UserName = Text(table, 100),
        }, constraints: table => table.PrimaryKey("PK_ReceiptPrints", row => row.ReceiptPrintId));
        migrationBuilder.CreateIndex("UX_ReceiptPrints_Uuid", "ReceiptPrints", "PrintUuid", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("UX_ReceiptPrints_Number", "ReceiptPrints", ["SaleId", "Kind", "PrintNumber"], schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_ReceiptPrints_Day", "ReceiptPrints", ["StoreId", "BusinessDate", "ReceiptPrintId"], schema: "checkout");
    }
}
