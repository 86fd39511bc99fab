using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>The receipt numbers that tills have printed, and alerts about cashiers whose shift stands out.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611220062_Checkout_Watch")]
public sealed class Checkout_Watch : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PrintedReceipts", schema: "checkout", columns: table => new
        {
            RegisterId = Long(table),
            ReceiptNumber = Long(table),
            SaleUuid = Text(table, 36),
            StoreId = Long(table),
            BusinessDate = Date(table),
            PrintedAt = Time(table),
            ReportedAt = Time(table),
            ReportedBy = Long(table),
        }, constraints: table => table.PrimaryKey("PK_PrintedReceipts", row => new { row.RegisterId, row.ReceiptNumber, row.SaleUuid }));
        migrationBuilder.CreateIndex("IX_PrintedReceipts_Day", "PrintedReceipts", ["StoreId", "BusinessDate", "RegisterId", "ReceiptNumber"], schema: "checkout");

        migrationBuilder.CreateTable("WatchAlerts", schema: "checkout", columns: table => new
        {
            AlertId = Long(table),
            StoreId = Long(table),
            ShiftId = Long(table),
            CashierId = Long(table),
            CashierName = Text(table, 100),
            BusinessDate = Date(table),
            RaisedAt = Time(table),
            Score = Int(table),
            State = Text(table, 12),
            AcknowledgedAt = Time(table, nullable: true),
            AcknowledgedBy = Long(table, nullable: true),
            AcknowledgedByName = Text(table, 100, nullable: true),
            Note = Text(table, 500, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_WatchAlerts", row => row.AlertId));
        migrationBuilder.CreateIndex("UX_WatchAlerts_Cashier", "WatchAlerts", ["ShiftId", "CashierId"], schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_WatchAlerts_State", "WatchAlerts", ["StoreId", "State", "AlertId"], schema: "checkout");

        migrationBuilder.CreateIndex("IX_Shifts_Day", "Shifts", ["StoreId", "BusinessDate", "ShiftId"], schema: "checkout");
    }
}
