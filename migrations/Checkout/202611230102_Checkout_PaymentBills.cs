using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>The bills of payment providers, and what they and our payments do not agree on.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230102_Checkout_PaymentBills")]
public sealed class Checkout_PaymentBills : StoreMigration
{
    private const string Schema = "checkout";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PaymentBills", schema: Schema, columns: table => new
        {
            BillId = Long(table),
            StoreId = Long(table),
            Provider = Text(table, 20),
            Day = Date(table),
            ContentHash = Text(table, 64),
            Lines = Int(table),
            OtherStores = Int(table),
            Matched = Int(table),
            Reversed = Int(table),
            Differences = Int(table),
            Decided = Int(table),
            PaidMinor = Long(table),
            RefundedMinor = Long(table),
            ImportedAt = Time(table),
            ImportedBy = Long(table),
            ImportedByName = Text(table, 100),
        }, constraints: table => table.PrimaryKey("PK_PaymentBills", row => row.BillId));
        migrationBuilder.CreateIndex("UX_PaymentBills_Day", "PaymentBills", ["StoreId", "Provider", "Day"], schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_PaymentBills_Store", "PaymentBills", ["StoreId", "BillId"], schema: Schema);

        migrationBuilder.CreateTable("PaymentBillLines", schema: Schema, columns: table => new
        {
            BillId = Long(table),
            LineNumber = Int(table),
            StoreId = Long(table),
            Provider = Text(table, 20),
            About = Text(table, 20),
            Number = Text(table, 64),
            SignedMinor = Long(table),
            Reference = Text(table, 100, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_PaymentBillLines", row => new { row.BillId, row.LineNumber }));
        migrationBuilder.CreateIndex("IX_PaymentBillLines_Number", "PaymentBillLines", ["StoreId", "Provider", "Number"], schema: Schema);

        migrationBuilder.CreateTable("PaymentDifferences", schema: Schema, columns: table => new
        {
            DifferenceId = Long(table),
            StoreId = Long(table),
            Provider = Text(table, 20),
            Day = Date(table),
            BillId = Long(table),
            About = Text(table, 20),
            Kind = Text(table, 20),
            Number = Text(table, 64),
            AttemptId = Long(table, nullable: true),
            OursMinor = Long(table),
            TheirsMinor = Long(table),
            State = Text(table, 20),
            FoundAt = Time(table),
            SettledAt = Time(table, nullable: true),
            SettledBy = Long(table, nullable: true),
            SettledByName = Text(table, 100, nullable: true),
            Note = Text(table, 500, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_PaymentDifferences", row => row.DifferenceId));
        migrationBuilder.CreateIndex("UX_PaymentDifferences_Number", "PaymentDifferences", ["StoreId", "Provider", "Number", "About"], schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_PaymentDifferences_Store", "PaymentDifferences", ["StoreId", "DifferenceId"], schema: Schema);

        migrationBuilder.CreateIndex("IX_PaymentAttempts_Started", "PaymentAttempts", ["StoreId", "StartedAt"], schema: Schema);
        migrationBuilder.CreateIndex("IX_PaymentRefunds_Changed", "PaymentRefunds", ["StoreId", "ChangedAt"], schema: Schema);
        migrationBuilder.CreateIndex("IX_PaymentRefunds_Loose", "PaymentRefunds", ["StoreId", "RefundId"], schema: Schema, filter: "SaleId IS NULL");
    }
}
