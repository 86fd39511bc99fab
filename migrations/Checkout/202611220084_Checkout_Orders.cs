using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

[DbContext(typeof(StoreContext))]
[Migration("202611220084_Checkout_Orders")]
public sealed class Checkout_Orders : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Orders", schema: "checkout", columns: table => new
        {
            OrderId = Long(table),
            OrderUuid = Text(table, 36),
            StoreId = Long(table),
            OrderNumber = Long(table),
            Kind = Text(table, 10),
            State = Text(table, 10),
            CustomerName = Text(table, 100),
            CustomerPhone = Text(table, 40, nullable: true),
            MemberId = Long(table, nullable: true),
            Note = Text(table, 200, nullable: true),
            ValidUntil = Date(table, nullable: true),
            DueDate = Date(table, nullable: true),
            TotalMinor = Long(table),
            DepositRequiredMinor = Long(table),
            PaidMinor = Long(table),
            FeeMinor = Long(table),
            CreatedAt = Time(table),
            CreatedBy = Long(table),
            CreatedByName = Text(table, 100),
            SaleId = Long(table, nullable: true),
            SaleUuid = Text(table, 36, nullable: true),
            EndedAt = Time(table, nullable: true),
            EndReason = Text(table, 40, nullable: true),
            Version = Long(table),
        }, constraints: table => table.PrimaryKey("PK_Orders", row => row.OrderId));
        migrationBuilder.CreateIndex("UX_Orders_Uuid", "Orders", "OrderUuid", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("UX_Orders_Number", "Orders", ["StoreId", "OrderNumber"], schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_Orders_State", "Orders", ["StoreId", "State", "OrderId"], schema: "checkout");

        migrationBuilder.CreateTable("OrderLines", schema: "checkout", columns: table => new
        {
            OrderId = Long(table),
            LineNumber = Int(table),
            ProductId = Long(table),
            ProductCode = Text(table, 40),
            ProductName = Text(table, 200),
            Unit = Text(table, 20),
            AskedUnit = Text(table, 20, nullable: true),
            QuantityMilli = Long(table),
            UnitPriceMinor = Long(table),
            DiscountMinor = Long(table),
            AmountMinor = Long(table),
        }, constraints: table => table.PrimaryKey("PK_OrderLines", row => new { row.OrderId, row.LineNumber }));

        migrationBuilder.CreateTable("OrderPayments", schema: "checkout", columns: table => new
        {
            OrderPaymentId = Long(table),
            LineNumber = Int(table),
            OrderId = Long(table),
            PaymentUuid = Text(table, 36),
            StoreId = Long(table),
            RegisterId = Long(table),
            ShiftId = Long(table),
            BusinessDate = Date(table),
            OccurredAt = Time(table),
            Kind = Text(table, 10),
            Tender = Text(table, 20),
            AmountMinor = Long(table),
            TenderedMinor = Long(table),
            Reference = Text(table, 100, nullable: true),
            CashierId = Long(table),
            CashierName = Text(table, 100),
        }, constraints: table => table.PrimaryKey("PK_OrderPayments", row => new { row.OrderPaymentId, row.LineNumber }));
        migrationBuilder.CreateIndex("UX_OrderPayments_Uuid", "OrderPayments", ["PaymentUuid", "Kind", "LineNumber"], schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_OrderPayments_Order", "OrderPayments", ["OrderId", "OrderPaymentId"], schema: "checkout");

        migrationBuilder.CreateTable("OrderSettings", schema: "checkout", columns: table => new
        {
            StoreId = Long(table),
            DepositPpm = Int(table),
            CancelFeePpm = Int(table),
            QuotationDays = Int(table),
            Version = Long(table),
        }, constraints: table => table.PrimaryKey("PK_OrderSettings", row => row.StoreId));
    }
}
