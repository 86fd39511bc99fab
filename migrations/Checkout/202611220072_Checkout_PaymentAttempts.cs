using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

[DbContext(typeof(StoreContext))]
[Migration("202611220072_Checkout_PaymentAttempts")]
public sealed class Checkout_PaymentAttempts : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PaymentAttempts", schema: "checkout", columns: table => new
        {
            AttemptId = Long(table),
            AttemptUuid = Text(table, 36),
            StoreId = Long(table),
            RegisterId = Long(table),
            SaleUuid = Text(table, 36),
            Tender = Text(table, 20),
            Provider = Text(table, 20),
            AmountMinor = Long(table),
            ApprovedMinor = Long(table),
            RefundedMinor = Long(table),
            State = Text(table, 20),
            ProviderReference = Text(table, 100, nullable: true),
            Reason = Text(table, 200, nullable: true),
            StartedBy = Long(table),
            StartedByName = Text(table, 100),
            StartedAt = Time(table),
            ChangedAt = Time(table),
            DueAt = Time(table, nullable: true),
            Tries = Int(table),
            SaleId = Long(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_PaymentAttempts", row => row.AttemptId));
        migrationBuilder.CreateIndex("UX_PaymentAttempts_Uuid", "PaymentAttempts", "AttemptUuid", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("UX_PaymentAttempts_Open", "PaymentAttempts", "SaleUuid", schema: "checkout", unique: true,
            filter: "State IN ('Created', 'Submitted', 'AwaitingPayer', 'Unknown')");
        migrationBuilder.CreateIndex("IX_PaymentAttempts_Sale", "PaymentAttempts", "SaleUuid", schema: "checkout");
        migrationBuilder.CreateIndex("IX_PaymentAttempts_Store", "PaymentAttempts", ["StoreId", "AttemptId"], schema: "checkout");
        migrationBuilder.CreateIndex("IX_PaymentAttempts_Due", "PaymentAttempts", "DueAt", schema: "checkout", filter: "DueAt IS NOT NULL");

        migrationBuilder.CreateTable("PaymentRefunds", schema: "checkout", columns: table => new
        {
            RefundId = Long(table),
            RefundUuid = Text(table, 36),
            AttemptId = Long(table),
            StoreId = Long(table),
            AmountMinor = Long(table),
            State = Text(table, 20),
            ProviderReference = Text(table, 100, nullable: true),
            Reason = Text(table, 200, nullable: true),
            StartedBy = Long(table),
            StartedByName = Text(table, 100),
            StartedAt = Time(table),
            ChangedAt = Time(table),
            DueAt = Time(table, nullable: true),
            Tries = Int(table),
            SaleId = Long(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_PaymentRefunds", row => row.RefundId));
        migrationBuilder.CreateIndex("UX_PaymentRefunds_Uuid", "PaymentRefunds", "RefundUuid", schema: "checkout", unique: true);
        migrationBuilder.CreateIndex("IX_PaymentRefunds_Attempt", "PaymentRefunds", ["AttemptId", "RefundId"], schema: "checkout");
        migrationBuilder.CreateIndex("IX_PaymentRefunds_Due", "PaymentRefunds", "DueAt", schema: "checkout", filter: "DueAt IS NOT NULL");

        // The ledger of the test provider: what a bank would keep on its side.
        migrationBuilder.CreateTable("TestBankPayments", schema: "checkout", columns: table => new
        {
            PaymentNumber = Text(table, 40),
            AmountMinor = Long(table),
            ApprovedMinor = Long(table),
            State = Text(table, 20),
            Script = Text(table, 20),
            Asked = Int(table),
        }, constraints: table => table.PrimaryKey("PK_TestBankPayments", row => row.PaymentNumber));
        migrationBuilder.CreateTable("TestBankRefunds", schema: "checkout", columns: table => new
        {
            RefundNumber = Text(table, 40),
            PaymentNumber = Text(table, 40),
            AmountMinor = Long(table),
        }, constraints: table => table.PrimaryKey("PK_TestBankRefunds", row => row.RefundNumber));
        migrationBuilder.CreateIndex("IX_TestBankRefunds_Payment", "TestBankRefunds", "PaymentNumber", schema: "checkout");
    }
}
