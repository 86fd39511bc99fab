using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

[DbContext(typeof(StoreContext))]
[Migration("202611220070_Checkout_CashRounding")]
public sealed class Checkout_CashRounding : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("RoundingMinor", "Sales", schema: "checkout", nullable: false, defaultValue: 0L);

        migrationBuilder.CreateTable("TenderSettings", schema: "checkout", columns: table => new
        {
            StoreId = Long(table),
            CashStepMinor = Long(table),
            CashRounding = Text(table, 10),
            CardProvider = Text(table, 20),
            WalletProvider = Text(table, 20),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_TenderSettings", row => row.StoreId));
    }
}
