using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

[DbContext(typeof(StoreContext))]
[Migration("202611220032_Catalog_PicturesAndFiling")]
public sealed class Catalog_PicturesAndFiling : StoreMigration
{
    private const string Schema = "catalog";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Pictures", schema: Schema, columns: table => new
        {
            PictureId = Long(table),
            ProductId = Long(table),
            Position = Int(table),
            ContentType = Text(table, 20),
            Bytes = Int(table),
            Hash = Text(table, 64),
            AddedByName = Text(table, 100),
            AddedAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_Pictures", row => row.PictureId);
            table.ForeignKey("FK_Pictures_Products", row => row.ProductId, "Products", "ProductId", Schema);
        });
        migrationBuilder.CreateIndex("IX_Pictures_Product", "Pictures", ["ProductId", "Position", "PictureId"], schema: Schema);

        // Apart, so that lists of pictures do not read through the pictures themselves.
        migrationBuilder.CreateTable("PictureContents", schema: Schema, columns: table => new
        {
            PictureId = Long(table),
            Content = table.Column<byte[]>(nullable: false),
        }, constraints: table => table.PrimaryKey("PK_PictureContents", row => row.PictureId));

        migrationBuilder.CreateTable("FilingRules", schema: Schema, columns: table => new
        {
            FilingRuleId = Long(table),
            Position = Int(table),
            Name = Text(table, 100),
            CategoryId = Long(table),
            FromCategoryId = Long(table, nullable: true),
            OnlyUnfiled = Flag(table),
            Brand = Text(table, 100),
            NameHas = Text(table, 100),
            SpecHas = Text(table, 100),
            PriceFromMinor = Long(table, nullable: true),
            PriceToMinor = Long(table, nullable: true),
            SoldDays = Int(table),
            SoldAtLeastMilli = Long(table, nullable: true),
            SoldAtMostMilli = Long(table, nullable: true),
            Active = Flag(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_FilingRules", row => row.FilingRuleId));
        migrationBuilder.CreateIndex("IX_FilingRules_Order", "FilingRules", ["Position", "FilingRuleId"], schema: Schema);
    }
}
