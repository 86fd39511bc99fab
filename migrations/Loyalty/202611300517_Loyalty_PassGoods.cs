using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>The goods of which each use of a pass hands a piece over, and what those had cost.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300517_Loyalty_PassGoods")]
public sealed class Loyalty_PassGoods : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("GoodsId", "ValueProducts", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("GoodsId", "Passes", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("CostMinor", "PassEntries", schema: Schema, nullable: false, defaultValue: 0L);
    }
}
