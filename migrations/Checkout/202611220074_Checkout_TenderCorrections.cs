using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

[DbContext(typeof(StoreContext))]
[Migration("202611220074_Checkout_TenderCorrections")]
public sealed class Checkout_TenderCorrections : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("TenderCorrections", schema: "checkout", columns: table => new
        {
            CorrectionId = Long(table),
            CorrectionUuid = Text(table, 36),
            StoreId = Long(table),
            SaleId = Long(table),
            ShiftId = Long(table),
            Reason = Text(table, 200),
            CorrectedAt = Time(table),
            CorrectedBy = Long(table),
            CorrectedByName = Text(table, 100),
            ApprovedByName = Text(table, 100, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_TenderCorrections", row => row.CorrectionId));
        migrationBuilder.CreateIndex("UX_TenderCorrections_Uuid", "TenderCorrections", "CorrectionUuid", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_TenderCorrections_Sale", "TenderCorrections", "SaleId", schema: "checkout");

        migrationBuilder.CreateTable("TenderCorrectionLines", schema: "checkout", columns: table => new
        {
            CorrectionId = Long(table),
            Tender = Text(table, 20),
            SaleId = Long(table),
            ShiftId = Long(table),
            AmountMinor = Long(table),
        }, constraints: table => table.PrimaryKey("PK_TenderCorrectionLines", row => new { row.CorrectionId, row.Tender }));
        migrationBuilder.CreateIndex("IX_TenderCorrectionLines_Sale", "TenderCorrectionLines", "SaleId", schema: "checkout");
        migrationBuilder.CreateIndex("IX_TenderCorrectionLines_Shift", "TenderCorrectionLines", ["ShiftId", "Tender"], schema: "checkout");
    }
}
