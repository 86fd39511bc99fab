using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

/// <summary>A price of a style is kept in each of its variants, marked with the style, so that each variant has a history of its own.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230301_Catalog_StylePrices")]
public sealed class Catalog_StylePrices : StoreMigration
{
    private const string Schema = "catalog";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // 0: the product's own price.
        migrationBuilder.AddColumn<long>("StyleId", "Prices", schema: Schema, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("StyleId", "PriceChangeLines", schema: Schema, defaultValue: 0L);
        migrationBuilder.DropIndex("UX_PriceChangeLines_Product", "PriceChangeLines", schema: Schema);
        migrationBuilder.CreateIndex("UX_PriceChangeLines_Product", "PriceChangeLines", ["ChangeId", "ProductId", "Unit", "StoreId", "StyleId"], schema: Schema, unique: true);

        // Counts the changes of a style's prices, as that of a product does.
        migrationBuilder.AddColumn<int>("PriceVersion", "Styles", schema: Schema, nullable: false, defaultValue: 1);
    }
}
