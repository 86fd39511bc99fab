using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Finance;

/// <summary>Where cash goes to and comes from besides sales.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611220065_Finance_CashAccounts")]
public sealed class Finance_CashAccounts : StoreMigration
{
    private static readonly (string Code, string Name, string Kind)[] Chart =
    [
        ("1002", "Bank", "Asset"),
        ("1003", "Safe", "Asset"),
        ("1009", "Cash on its way between tills", "Asset"),
        ("1221", "Other cash in and out", "Asset"),
        ("6301", "Other income", "Revenue"),
        ("6601", "Petty cash expenses", "Expense"),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (code, name, kind) in Chart)
            migrationBuilder.InsertData("Accounts", ["AccountCode", "Name", "Kind"], ["nvarchar(10)", "nvarchar(100)", "nvarchar(20)"], [code, name, kind], schema: "finance");
    }
}
