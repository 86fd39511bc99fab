using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>Phones of orders are sealed and found by blind index. Only the host has the keys: it seals those that are still in CustomerPhone when it starts, and leaves the column empty.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300532_Checkout_OrderPhones")]
public sealed class Checkout_OrderPhones : StoreMigration
{
    private const string Schema = "checkout";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddText(migrationBuilder, "PhoneSealed", 240);
        AddText(migrationBuilder, "PhoneIndex", 24);
        migrationBuilder.CreateIndex("IX_Orders_Phone", "Orders", ["PhoneIndex", "StoreId", "OrderId"], schema: Schema, filter: "PhoneIndex IS NOT NULL");
        migrationBuilder.CreateIndex("IX_Orders_PlainPhone", "Orders", "OrderId", schema: Schema, filter: "CustomerPhone IS NOT NULL");
    }

    private void AddText(MigrationBuilder migrationBuilder, string column, int length) =>
        migrationBuilder.AddColumn<string>(column, "Orders", schema: Schema, maxLength: length, nullable: true, collation: ForSqlServer ? CodePointOrder : null);
}
