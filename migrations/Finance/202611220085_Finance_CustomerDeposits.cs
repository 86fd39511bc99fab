using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Finance;

[DbContext(typeof(StoreContext))]
[Migration("202611220085_Finance_CustomerDeposits")]
public sealed class Finance_CustomerDeposits : StoreMigration
{
    private static readonly (string Code, string Name, string Kind)[] Accounts =
    [
        ("2203", "Customer deposits", "Liability"),
        ("6051", "Cancellation fees", "Revenue"),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (code, name, kind) in Accounts)
            migrationBuilder.InsertData("Accounts", ["AccountCode", "Name", "Kind"], ["nvarchar(10)", "nvarchar(100)", "nvarchar(20)"], [code, name, kind], schema: "finance");
    }
}
