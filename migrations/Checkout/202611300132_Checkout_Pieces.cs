using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>How many pieces each line of a sale counts for; null for lines from before, which counted as one, and do so on their copies.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300132_Checkout_Pieces")]
public sealed class Checkout_Pieces : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<int>("Pieces", "SaleLines", schema: "checkout", nullable: true);
}
