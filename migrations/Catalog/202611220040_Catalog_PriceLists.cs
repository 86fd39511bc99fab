using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

[DbContext(typeof(StoreContext))]
[Migration("202611220040_Catalog_PriceLists")]
public sealed class Catalog_PriceLists : StoreMigration
{
    private const string Schema = "catalog";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        WidenPrices(migrationBuilder);
        CreateLists(migrationBuilder);
    }

    private void WidenPrices(MigrationBuilder migrationBuilder)
    {
        var text = ForSqlServer ? "Latin1_General_100_BIN2" : null;
        // '' is the product's own unit; list 0 is the retail price.
        migrationBuilder.AddColumn<string>("Unit", "Prices", schema: Schema, maxLength: 20, defaultValue: "", collation: text);
        migrationBuilder.AddColumn<long>("ListId", "Prices", schema: Schema, defaultValue: 0L);
        migrationBuilder.AddColumn<bool>("Cancelled", "Prices", schema: Schema, defaultValue: false);

        // When a price is over for good: at its own end, or where a later price without an end takes its place. What is over is never read again to price a basket.
        migrationBuilder.AddColumn<DateTime>("UntilLocal", "Prices", schema: Schema, precision: 3, defaultValue: new DateTime(9999, 12, 31, 0, 0, 0, DateTimeKind.Unspecified));
        var prices = ForSqlServer ? "catalog.Prices" : "Prices";
        migrationBuilder.Sql($"""
            UPDATE {prices}
            SET    UntilLocal = COALESCE((
                SELECT MIN(n.ValidFromLocal)
                FROM   {prices} n
                WHERE  n.ProductId = Prices.ProductId AND n.StoreId = Prices.StoreId AND n.ValidToLocal IS NULL
                   AND (n.ValidFromLocal > Prices.ValidFromLocal OR (n.ValidFromLocal = Prices.ValidFromLocal AND n.PriceId > Prices.PriceId))
                   AND (Prices.ValidToLocal IS NULL OR n.ValidFromLocal < Prices.ValidToLocal)), ValidToLocal, UntilLocal)
            """);
        migrationBuilder.CreateIndex("IX_Prices_Open", "Prices", ["ProductId", "UntilLocal"], schema: Schema);
        migrationBuilder.CreateIndex("IX_Prices_List", "Prices", ["ListId", "PriceId", "ProductId"], schema: Schema);
    }

    private void CreateLists(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PriceLists", schema: Schema, columns: table => new
        {
            ListId = Long(table),
            Name = Text(table, 100),
            Kind = Text(table, 20),
            Priority = Int(table),
            ValidFromLocal = Time(table),
            ValidToLocal = Time(table, nullable: true),
            AllStores = Flag(table),
            AllCustomers = Flag(table),
            Active = Flag(table),
            Version = Int(table),
            CreatedAt = Time(table),
        }, constraints: table => table.PrimaryKey("PK_PriceLists", row => row.ListId));
        migrationBuilder.CreateIndex("UX_PriceLists_Name", "PriceLists", "Name", schema: Schema, unique: true);

        // Where a list holds and for whom: stores, levels of members, groups of customers.
        migrationBuilder.CreateTable("PriceListTargets", schema: Schema, columns: table => new
        {
            ListId = Long(table),
            Kind = Text(table, 10),
            TargetId = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PriceListTargets", row => new { row.ListId, row.Kind, row.TargetId });
            table.ForeignKey("FK_PriceListTargets_Lists", row => row.ListId, "PriceLists", "ListId", Schema);
        });
    }
}
