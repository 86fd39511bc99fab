using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Inventory;

[DbContext(typeof(StoreContext))]
[Migration("202611210050_Inventory_Create")]
public sealed class Inventory_Create : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("inventory");

        migrationBuilder.CreateTable("Stock", schema: "inventory", columns: table => new
        {
            StoreId = Long(table),
            ProductId = Long(table),
            QuantityMilli = Long(table),
            ValueMinor = Long(table),
            LastUnitCost = Long(table),
            NegativeAllowed = table.Column<bool>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_Stock", row => new { row.StoreId, row.ProductId }));

        migrationBuilder.CreateTable("StockMovements", schema: "inventory", columns: table => new
        {
            MovementId = Long(table),
            StoreId = Long(table),
            ProductId = Long(table),
            Kind = Text(table, 20),
            QuantityMilli = Long(table),
            ValueMinor = Long(table),
            DocumentId = Long(table),
            Reason = Text(table, 200, nullable: true),
            OccurredAt = Time(table),
            BusinessDate = Date(table),
            UserId = Long(table),
        }, constraints: table => table.PrimaryKey("PK_StockMovements", row => row.MovementId));
        migrationBuilder.CreateIndex("IX_StockMovements_Product", "StockMovements", ["StoreId", "ProductId", "MovementId"], schema: "inventory");
        migrationBuilder.CreateIndex("IX_StockMovements_Document", "StockMovements", ["DocumentId", "MovementId"], schema: "inventory");

        migrationBuilder.CreateTable("StockDocuments", schema: "inventory", columns: table => new
        {
            DocumentId = Long(table),
            DocumentUuid = Text(table, 36),
            StoreId = Long(table),
            Kind = Text(table, 20),
            Supplier = Text(table, 100, nullable: true),
            Number = Text(table, 60, nullable: true),
            Reason = Text(table, 200, nullable: true),
            OccurredAt = Time(table),
            BusinessDate = Date(table),
            UserId = Long(table),
        }, constraints: table => table.PrimaryKey("PK_StockDocuments", row => row.DocumentId));
        migrationBuilder.CreateIndex("UX_StockDocuments_Uuid", "StockDocuments", "DocumentUuid", schema: "inventory", unique: true);
    }
}
