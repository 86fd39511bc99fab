using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

[DbContext(typeof(StoreContext))]
[Migration("202611220044_Catalog_Labels")]
public sealed class Catalog_Labels : StoreMigration
{
    private const string Schema = "catalog";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("LabelSettings", schema: Schema, columns: table => new
        {
            StoreId = Long(table),
            Confirm = Flag(table),
            SetByName = Text(table, 100),
            SetAt = Time(table),
        }, constraints: table => table.PrimaryKey("PK_LabelSettings", row => row.StoreId));

        // Lowest is the lowest price that a label on the shelf may show: the confirmed one, or one printed since.
        migrationBuilder.CreateTable("ShelfLabels", schema: Schema, columns: table => new
        {
            StoreId = Long(table),
            ProductId = Long(table),
            ConfirmedMinor = Long(table, nullable: true),
            ConfirmedByName = Text(table, 100),
            ConfirmedAt = Time(table, nullable: true),
            PrintedMinor = Long(table, nullable: true),
            PrintedByName = Text(table, 100),
            PrintedAt = Time(table, nullable: true),
            LowestMinor = Long(table),
            ChangedAt = Time(table),
        }, constraints: table => table.PrimaryKey("PK_ShelfLabels", row => new { row.StoreId, row.ProductId }));
    }
}
