using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

[DbContext(typeof(StoreContext))]
[Migration("202611220080_Checkout_Voids")]
public sealed class Checkout_Voids : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Voids", schema: "checkout", columns: table => new
        {
            VoidId = Long(table),
            VoidUuid = Text(table, 36),
            StoreId = Long(table),
            RegisterId = Long(table),
            ShiftId = Long(table, nullable: true),
            BusinessDate = Date(table),
            OccurredAt = Time(table),
            RecordedAt = Time(table),
            Kind = Text(table, 10),
            AfterTotal = Flag(table),
            CashierId = Long(table),
            CashierName = Text(table, 100),
            ReasonCode = Text(table, 40, nullable: true),
            Note = Text(table, 200, nullable: true),
            ItemCount = Int(table),
            AmountMinor = Long(table),
            OverLimit = Flag(table),
            ApproverId = Long(table, nullable: true),
            ApproverName = Text(table, 100, nullable: true),
            UndoneAt = Time(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_Voids", row => row.VoidId));
        migrationBuilder.CreateIndex("UX_Voids_Uuid", "Voids", "VoidUuid", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_Voids_Cashier", "Voids", ["StoreId", "BusinessDate", "CashierId", "VoidId"], schema: "checkout");
        migrationBuilder.CreateIndex("IX_Voids_Shift", "Voids", "ShiftId", schema: "checkout", filter: "ShiftId IS NOT NULL");

        migrationBuilder.CreateTable("VoidLines", schema: "checkout", columns: table => new
        {
            VoidId = Long(table),
            LineNumber = Int(table),
            ProductId = Long(table),
            ProductCode = Text(table, 40),
            ProductName = Text(table, 200),
            Unit = Text(table, 20),
            QuantityMilli = Long(table),
            UnitPriceMinor = Long(table),
            AmountMinor = Long(table),
        }, constraints: table => table.PrimaryKey("PK_VoidLines", row => new { row.VoidId, row.LineNumber }));

        migrationBuilder.CreateTable("DrawerOpenings", schema: "checkout", columns: table => new
        {
            DrawerOpeningId = Long(table),
            OpeningUuid = Text(table, 36),
            StoreId = Long(table),
            RegisterId = Long(table),
            ShiftId = Long(table, nullable: true),
            BusinessDate = Date(table),
            OpenedAt = Time(table),
            CashierId = Long(table),
            CashierName = Text(table, 100),
            ReasonCode = Text(table, 40),
            Note = Text(table, 200, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_DrawerOpenings", row => row.DrawerOpeningId));
        migrationBuilder.CreateIndex("UX_DrawerOpenings_Uuid", "DrawerOpenings", "OpeningUuid", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_DrawerOpenings_Cashier", "DrawerOpenings", ["StoreId", "BusinessDate", "CashierId", "DrawerOpeningId"], schema: "checkout");
        migrationBuilder.CreateIndex("IX_DrawerOpenings_Shift", "DrawerOpenings", "ShiftId", schema: "checkout", filter: "ShiftId IS NOT NULL");
    }
}
