using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>What a member's price took off a set stands with its parts, each with its share: the price of a part does not say it.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611301705_Checkout_SavedOnSets")]
public sealed class Checkout_SavedOnSets : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<long>("LevelSavedMinor", "SaleLines", schema: "checkout", nullable: true);
}
