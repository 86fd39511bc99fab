using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

[DbContext(typeof(StoreContext))]
[Migration("202611220043_Catalog_PriceNews")]
public sealed class Catalog_PriceNews : StoreMigration
{
    private const string Schema = "catalog";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // One row: whoever changes prices counts it up, so that the numbers of the news follow each other in the order of the commits.
        migrationBuilder.CreateTable("PriceVersions", schema: Schema, columns: table => new
        {
            PriceVersionId = Int(table),
            Version = Long(table),
        }, constraints: table => table.PrimaryKey("PK_PriceVersions", row => row.PriceVersionId));
        migrationBuilder.InsertData("PriceVersions", ["PriceVersionId", "Version"], ["int", "bigint"], [1, 0L], schema: Schema);

        migrationBuilder.CreateTable("PriceNews", schema: Schema, columns: table => new
        {
            Version = Long(table),
            StoreId = Long(table),
            ProductId = Long(table),
        }, constraints: table => table.PrimaryKey("PK_PriceNews", row => new { row.Version, row.StoreId, row.ProductId }));

        // What begins or ends in a span of time, without reading the rest.
        migrationBuilder.CreateIndex("IX_Prices_Begins", "Prices", ["ValidFromLocal", "StoreId", "ProductId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_Prices_Ends", "Prices", ["UntilLocal", "StoreId", "ProductId"], schema: Schema);
    }
}
