using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>From what amount on receipts carry coupons; one row, which loyalty keeps up to date.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611292251_Checkout_ReceiptCoupons")]
public sealed class Checkout_ReceiptCoupons : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ReceiptCoupons", schema: "checkout", columns: table => new
        {
            SettingsId = Int(table),
            FromMinor = Long(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_ReceiptCoupons", row => row.SettingsId));
        migrationBuilder.InsertData("ReceiptCoupons", ["SettingsId"], ["int"], [1], schema: "checkout");
    }
}
