using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Finance;

/// <summary>What is owed to members and holders of cards, and what it costs to grant it.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230504_Finance_Loyalty")]
public sealed class Finance_Loyalty : StoreMigration
{
    private static readonly (string Code, string Name, string Kind)[] Accounts =
    [
        ("2204", "Stored value of members", "Liability"),
        ("2205", "Gift cards", "Liability"),
        ("2206", "Points", "Liability"),
        ("2207", "Passes and memberships sold ahead", "Liability"),
        ("6602", "Bonus granted", "Expense"),
        ("6603", "Points granted", "Expense"),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (code, name, kind) in Accounts)
            migrationBuilder.InsertData("Accounts", ["AccountCode", "Name", "Kind"], ["nvarchar(10)", "nvarchar(100)", "nvarchar(20)"], [code, name, kind], schema: "finance");
    }
}
