using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

[DbContext(typeof(StoreContext))]
[Migration("202611220083_Checkout_Parking")]
public sealed class Checkout_Parking : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ParkedSales", schema: "checkout", columns: table => new
        {
            ParkedSaleId = Long(table),
            ParkUuid = Text(table, 36),
            StoreId = Long(table),
            RegisterId = Long(table),
            BusinessDate = Date(table),
            ParkedAt = Time(table),
            ParkedBy = Long(table),
            ParkedByName = Text(table, 100),
            State = Text(table, 10),
            ItemCount = Int(table),
            TotalMinor = Long(table),
            Summary = Text(table, 200),
            Note = Text(table, 100, nullable: true),
            Basket = LongText(table),
            RecallUuid = Text(table, 36, nullable: true),
            EndedAt = Time(table, nullable: true),
            EndedBy = Long(table, nullable: true),
            EndedByName = Text(table, 100, nullable: true),
            RecalledRegisterId = Long(table, nullable: true),
            VoidReason = Text(table, 40, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_ParkedSales", row => row.ParkedSaleId));
        migrationBuilder.CreateIndex("UX_ParkedSales_Uuid", "ParkedSales", "ParkUuid", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_ParkedSales_Open", "ParkedSales", ["StoreId", "State", "ParkedSaleId"], schema: "checkout");
    }
}
