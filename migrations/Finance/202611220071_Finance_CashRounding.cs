using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Finance;

[DbContext(typeof(StoreContext))]
[Migration("202611220071_Finance_CashRounding")]
public sealed class Finance_CashRounding : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (code, name, kind) in new[] { ("1004", "Foreign cash on hand", "Asset"), ("6703", "Cash rounding", "Expense") })
            migrationBuilder.InsertData("Accounts", ["AccountCode", "Name", "Kind"], ["nvarchar(10)", "nvarchar(100)", "nvarchar(20)"], [code, name, kind], schema: "finance");
    }
}
