using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

[DbContext(typeof(StoreContext))]
[Migration("202611210060_Checkout_Create")]
public sealed class Checkout_Create : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("checkout");

        migrationBuilder.CreateTable("Registers", schema: "checkout", columns: table => new
        {
            RegisterId = Long(table),
            StoreId = Long(table),
            Code = Text(table, 20),
            Name = Text(table, 100),
            LastReceiptNumber = Long(table),
        }, constraints: table => table.PrimaryKey("PK_Registers", row => row.RegisterId));
        migrationBuilder.CreateIndex("UX_Registers_Code", "Registers", ["StoreId", "Code"], schema: "checkout", unique: true);

        migrationBuilder.CreateTable("Shifts", schema: "checkout", columns: table => new
        {
            ShiftId = Long(table),
            StoreId = Long(table),
            RegisterId = Long(table),
            State = Text(table, 10),
            BusinessDate = Date(table),
            OpenedAt = Time(table),
            OpenedBy = Long(table),
            OpenedByName = Text(table, 100),
            FloatMinor = Long(table),
            ClosedAt = Time(table, nullable: true),
            ClosedBy = Long(table, nullable: true),
            ClosedByName = Text(table, 100, nullable: true),
            ExpectedMinor = Long(table, nullable: true),
            CountedMinor = Long(table, nullable: true),
            OverShortMinor = Long(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_Shifts", row => row.ShiftId));
        migrationBuilder.CreateIndex("UX_Shifts_Open", "Shifts", "RegisterId", schema: "checkout", unique: true, filter: "State = 'Open'");
        migrationBuilder.CreateIndex("IX_Shifts_Store", "Shifts", ["StoreId", "ShiftId"], schema: "checkout");

        migrationBuilder.CreateTable("Sales", schema: "checkout", columns: table => new
        {
            SaleId = Long(table),
            SaleUuid = Text(table, 36),
            StoreId = Long(table),
            RegisterId = Long(table),
            ShiftId = Long(table, nullable: true),
            ReceiptNumber = Long(table),
            Kind = Text(table, 10),
            OriginalSaleId = Long(table, nullable: true),
            Reason = Text(table, 200, nullable: true),
            BusinessDate = Date(table),
            HourOfDay = Int(table),
            OccurredAt = Time(table),
            RecordedAt = Time(table),
            CashierId = Long(table),
            CashierName = Text(table, 100),
            MemberId = Long(table, nullable: true),
            ItemCount = Int(table),
            NetMinor = Long(table),
            TaxMinor = Long(table),
            TotalMinor = Long(table),
            CostMinor = Long(table),
            ChangeMinor = Long(table),
            SourceNumber = Text(table, 40, nullable: true),
            ImportId = Long(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_Sales", row => row.SaleId));
        migrationBuilder.CreateIndex("UX_Sales_Uuid", "Sales", "SaleUuid", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("UX_Sales_Receipt", "Sales", ["RegisterId", "ReceiptNumber"], schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_Sales_Day", "Sales", ["StoreId", "BusinessDate", "SaleId"], schema: "checkout");
        migrationBuilder.CreateIndex("IX_Sales_Original", "Sales", "OriginalSaleId", schema: "checkout", filter: "OriginalSaleId IS NOT NULL");
        migrationBuilder.CreateIndex("IX_Sales_Import", "Sales", ["ImportId", "SaleId"], schema: "checkout", filter: "ImportId IS NOT NULL");

        migrationBuilder.CreateTable("SaleLines", schema: "checkout", columns: table => new
        {
            SaleId = Long(table),
            LineNumber = Int(table),
            ProductId = Long(table),
            ProductCode = Text(table, 40),
            ProductName = Text(table, 200),
            Barcode = Text(table, 48, nullable: true),
            Unit = Text(table, 20),
            QuantityMilli = Long(table),
            UnitPriceMinor = Long(table),
            PriceId = Long(table),
            TotalMinor = Long(table),
            NetMinor = Long(table),
            TaxMinor = Long(table),
            TaxCode = Text(table, 20),
            TaxRatePpm = Int(table),
            CostMinor = Long(table),
            OriginalLineNumber = Int(table, nullable: true),
            ReturnedMilli = Long(table),
        }, constraints: table => table.PrimaryKey("PK_SaleLines", row => new { row.SaleId, row.LineNumber }));

        migrationBuilder.CreateTable("Payments", schema: "checkout", columns: table => new
        {
            SaleId = Long(table),
            PaymentNumber = Int(table),
            ShiftId = Long(table, nullable: true),
            Tender = Text(table, 20),
            AmountMinor = Long(table),
            TenderedMinor = Long(table),
            Reference = Text(table, 100, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_Payments", row => new { row.SaleId, row.PaymentNumber }));
        migrationBuilder.CreateIndex("IX_Payments_Shift", "Payments", ["ShiftId", "Tender"], schema: "checkout", filter: "ShiftId IS NOT NULL");

        migrationBuilder.CreateTable("SalesImports", schema: "checkout", columns: table => new
        {
            ImportId = Long(table),
            StoreId = Long(table),
            FileHash = Text(table, 64),
            StartedAt = Time(table),
            FinishedAt = Time(table, nullable: true),
            AmountFileMinor = Long(table),
        }, constraints: table => table.PrimaryKey("PK_SalesImports", row => row.ImportId));
        migrationBuilder.CreateIndex("UX_SalesImports_File", "SalesImports", ["StoreId", "FileHash"], schema: "checkout", unique: true);

        migrationBuilder.CreateTable("SalesImportRows", schema: "checkout", columns: table => new
        {
            ImportId = Long(table),
            RowNumber = Long(table),
            Outcome = Text(table, 10),
            Reason = Text(table, 200),
            AmountMinor = Long(table),
        }, constraints: table => table.PrimaryKey("PK_SalesImportRows", row => new { row.ImportId, row.RowNumber }));
    }
}
