using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

[DbContext(typeof(StoreContext))]
[Migration("202611220041_Catalog_PriceFloors")]
public sealed class Catalog_PriceFloors : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("PriceFloors", schema: "catalog", columns: table => new
        {
            Kind = Text(table, 10),
            TargetId = Long(table),
            FloorMinor = Long(table, nullable: true),
            MarginPpm = Int(table, nullable: true),
            SetByName = Text(table, 100),
            SetAt = Time(table),
        }, constraints: table => table.PrimaryKey("PK_PriceFloors", row => new { row.Kind, row.TargetId }));
}
