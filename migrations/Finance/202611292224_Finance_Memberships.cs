using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Finance;

/// <summary>What is owed for paid memberships, and what is earned of memberships and passes as they are used.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611292224_Finance_Memberships")]
public sealed class Finance_Memberships : StoreMigration
{
    private static readonly (string Code, string Name, string Kind)[] Accounts =
    [
        ("2208", "Memberships sold ahead", "Liability"),
        ("6011", "Membership fees", "Revenue"),
        ("6012", "Passes used", "Revenue"),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (code, name, kind) in Accounts)
            migrationBuilder.InsertData("Accounts", ["AccountCode", "Name", "Kind"], ["nvarchar(10)", "nvarchar(100)", "nvarchar(20)"], [code, name, kind], schema: "finance");
        migrationBuilder.UpdateData("Accounts", ["AccountCode"], ["nvarchar(10)"], ["2207"], ["Name"], ["nvarchar(100)"], ["Passes sold ahead"], schema: "finance");
    }
}
