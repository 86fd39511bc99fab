using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>Shift kinds, cash in and out of the drawer, counts and the numbered Z reports.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611220061_Checkout_Cash")]
public sealed class Checkout_Cash : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var codePointOrder = ForSqlServer ? "Latin1_General_100_BIN2" : null;

        migrationBuilder.AddColumn<string>("Kind", "Shifts", schema: "checkout", maxLength: 10, nullable: false, defaultValue: "Fixed", collation: codePointOrder);
        migrationBuilder.AddColumn<int>("MovementCount", "Shifts", schema: "checkout", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<string>("LastCashHash", "Shifts", schema: "checkout", maxLength: 44, nullable: true, collation: codePointOrder);
        migrationBuilder.AddColumn<DateTime>("EndedAt", "Shifts", schema: "checkout", precision: 3, nullable: true);
        migrationBuilder.AddColumn<long>("ApprovedBy", "Shifts", schema: "checkout", nullable: true);
        migrationBuilder.AddColumn<string>("ApproverName", "Shifts", schema: "checkout", maxLength: 100, nullable: true, collation: codePointOrder);
        migrationBuilder.CreateIndex("IX_Shifts_Unfinished", "Shifts", ["StoreId", "ShiftId"], schema: "checkout", filter: "State <> 'Closed'");
        migrationBuilder.CreateIndex("UX_Shifts_Shared", "Shifts", "StoreId", schema: "checkout", unique: true, filter: "Kind = 'Shared' AND State = 'Open'");
        migrationBuilder.CreateIndex("UX_Shifts_Floating", "Shifts", ["StoreId", "OpenedBy"], schema: "checkout", unique: true, filter: "Kind = 'Floating' AND State IN ('Open', 'Suspended')");

        migrationBuilder.AddColumn<long>("LastZNumber", "Registers", schema: "checkout", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<string>("LastZHash", "Registers", schema: "checkout", maxLength: 44, nullable: true, collation: codePointOrder);

        migrationBuilder.CreateTable("CashMovements", schema: "checkout", columns: table => new
        {
            MovementId = Long(table),
            MovementUuid = Text(table, 36),
            StoreId = Long(table),
            ShiftId = Long(table),
            MovementNumber = Int(table),
            Kind = Text(table, 20),
            AmountMinor = Long(table),
            Reason = Text(table, 200),
            Place = Text(table, 100, nullable: true),
            ToRegisterId = Long(table, nullable: true),
            FromMovementId = Long(table, nullable: true),
            BusinessDate = Date(table),
            MadeAt = Time(table),
            MadeBy = Long(table),
            MadeByName = Text(table, 100),
            ApprovedBy = Long(table, nullable: true),
            ApproverName = Text(table, 100, nullable: true),
            PreviousHash = Text(table, 44, nullable: true),
            Hash = Text(table, 44),
        }, constraints: table => table.PrimaryKey("PK_CashMovements", row => row.MovementId));
        migrationBuilder.CreateIndex("UX_CashMovements_Uuid", "CashMovements", "MovementUuid", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("UX_CashMovements_Shift", "CashMovements", ["ShiftId", "MovementNumber"], schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("UX_CashMovements_From", "CashMovements", "FromMovementId", schema: "checkout", unique: true, filter: "FromMovementId IS NOT NULL");
        migrationBuilder.CreateIndex("IX_CashMovements_To", "CashMovements", ["ToRegisterId", "MovementId"], schema: "checkout", filter: "ToRegisterId IS NOT NULL");

        migrationBuilder.CreateTable("ShiftCounts", schema: "checkout", columns: table => new
        {
            ShiftId = Long(table),
            CountNumber = Int(table),
            Currency = Text(table, 3),
            CountedMinor = Long(table),
            CountedAt = Time(table),
            CountedBy = Long(table),
            CountedByName = Text(table, 100),
        }, constraints: table => table.PrimaryKey("PK_ShiftCounts", row => new { row.ShiftId, row.CountNumber, row.Currency }));
        migrationBuilder.CreateTable("ShiftCountPieces", schema: "checkout", columns: table => new
        {
            ShiftId = Long(table),
            CountNumber = Int(table),
            Currency = Text(table, 3),
            DenominationMinor = Long(table),
            Pieces = Int(table),
        }, constraints: table => table.PrimaryKey("PK_ShiftCountPieces", row => new { row.ShiftId, row.CountNumber, row.Currency, row.DenominationMinor }));

        migrationBuilder.CreateTable("ZReports", schema: "checkout", columns: table => new
        {
            ZReportId = Long(table),
            StoreId = Long(table),
            RegisterId = Long(table),
            ZNumber = Long(table),
            ShiftId = Long(table),
            BusinessDate = Date(table),
            MadeAt = Time(table),
            MadeByName = Text(table, 100),
            Sales = Int(table),
            Returns = Int(table),
            NetMinor = Long(table),
            TaxMinor = Long(table),
            TotalMinor = Long(table),
            ExpectedMinor = Long(table),
            CountedMinor = Long(table),
            OverShortMinor = Long(table),
            Snapshot = LongText(table),
            PreviousHash = Text(table, 44, nullable: true),
            Hash = Text(table, 44),
        }, constraints: table => table.PrimaryKey("PK_ZReports", row => row.ZReportId));
        migrationBuilder.CreateIndex("UX_ZReports_Number", "ZReports", ["RegisterId", "ZNumber"], schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("UX_ZReports_Shift", "ZReports", "ShiftId", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_ZReports_Store", "ZReports", ["StoreId", "ZReportId"], schema: "checkout");
    }
}
