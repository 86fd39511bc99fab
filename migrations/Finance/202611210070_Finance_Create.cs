using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Finance;

[DbContext(typeof(StoreContext))]
[Migration("202611210070_Finance_Create")]
public sealed class Finance_Create : StoreMigration
{
    private static readonly (string Code, string Name, string Kind)[] Chart =
    [
        ("1001", "Cash on hand", "Asset"),
        ("1021", "Card clearing", "Asset"),
        ("1022", "Wallet clearing", "Asset"),
        ("1029", "Imported tender clearing", "Asset"),
        ("1405", "Inventory", "Asset"),
        ("2202", "Accounts payable for goods received", "Liability"),
        ("2221", "Tax payable", "Liability"),
        ("6001", "Sales revenue", "Revenue"),
        ("6401", "Cost of goods sold", "Expense"),
        ("6701", "Cash over and short", "Expense"),
        ("6702", "Stock gain and loss", "Expense"),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("finance");

        migrationBuilder.CreateTable("Accounts", schema: "finance", columns: table => new
        {
            AccountCode = Text(table, 10),
            Name = Text(table, 100),
            Kind = Text(table, 20),
        }, constraints: table => table.PrimaryKey("PK_Accounts", row => row.AccountCode));
        foreach (var (code, name, kind) in Chart)
            migrationBuilder.InsertData("Accounts", ["AccountCode", "Name", "Kind"], ["nvarchar(10)", "nvarchar(100)", "nvarchar(20)"], [code, name, kind], schema: "finance");

        migrationBuilder.CreateTable("JournalEntries", schema: "finance", columns: table => new
        {
            EntryId = Long(table),
            EventId = Long(table),
            StoreId = Long(table),
            BusinessDate = Date(table),
            OccurredAt = Time(table),
            Kind = Text(table, 20),
            DocumentId = Long(table),
        }, constraints: table => table.PrimaryKey("PK_JournalEntries", row => row.EntryId));
        migrationBuilder.CreateIndex("UX_JournalEntries_Event", "JournalEntries", "EventId", schema: "finance", unique: true);
        migrationBuilder.CreateIndex("IX_JournalEntries_Store", "JournalEntries", ["StoreId", "BusinessDate", "EntryId"], schema: "finance");
        migrationBuilder.CreateIndex("IX_JournalEntries_Date", "JournalEntries", ["BusinessDate", "EntryId"], schema: "finance");

        migrationBuilder.CreateTable("JournalLines", schema: "finance", columns: table => new
        {
            EntryId = Long(table),
            LineNumber = Int(table),
            AccountCode = Text(table, 10),
            DebitMinor = Long(table),
            CreditMinor = Long(table),
        }, constraints: table => table.PrimaryKey("PK_JournalLines", row => new { row.EntryId, row.LineNumber }));

        migrationBuilder.CreateTable("DailyBalances", schema: "finance", columns: table => new
        {
            StoreId = Long(table),
            BusinessDate = Date(table),
            AccountCode = Text(table, 10),
            DebitMinor = Long(table),
            CreditMinor = Long(table),
        }, constraints: table => table.PrimaryKey("PK_DailyBalances", row => new { row.StoreId, row.BusinessDate, row.AccountCode }));
    }
}
