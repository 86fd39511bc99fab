using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>Sales of stored value, cards, passes and memberships: money taken ahead, which is no revenue yet.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230503_Checkout_SoldValue")]
public sealed class Checkout_SoldValue : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("ValueMinor", "Sales", schema: "checkout", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<bool>("IsValue", "SaleLines", schema: "checkout", nullable: false, defaultValue: false);
    }
}
