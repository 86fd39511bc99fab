using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

[DbContext(typeof(StoreContext))]
[Migration("202611220031_Catalog_StylesAndAssortment")]
public sealed class Catalog_StylesAndAssortment : StoreMigration
{
    private const string Schema = "catalog";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Styles", schema: Schema, columns: table => new
        {
            StyleId = Long(table),
            Code = Text(table, 30),
            Name = Text(table, 120),
            CodePattern = Text(table, 60),
            Version = Int(table),
            CreatedAt = Time(table),
        }, constraints: table => table.PrimaryKey("PK_Styles", row => row.StyleId));
        migrationBuilder.CreateIndex("UX_Styles_Code", "Styles", "Code", schema: Schema, unique: true);

        migrationBuilder.CreateTable("StyleAttributes", schema: Schema, columns: table => new
        {
            StyleId = Long(table),
            AttributeNo = Int(table),
            Name = Text(table, 40),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_StyleAttributes", row => new { row.StyleId, row.AttributeNo });
            table.ForeignKey("FK_StyleAttributes_Styles", row => row.StyleId, "Styles", "StyleId", Schema);
        });

        migrationBuilder.CreateTable("StyleValues", schema: Schema, columns: table => new
        {
            StyleId = Long(table),
            AttributeNo = Int(table),
            ValueNo = Int(table),
            Position = Int(table),
            Name = Text(table, 40),
            Code = Text(table, 10),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_StyleValues", row => new { row.StyleId, row.AttributeNo, row.ValueNo });
            table.ForeignKey("FK_StyleValues_Styles", row => row.StyleId, "Styles", "StyleId", Schema);
        });

        // A value is 0 where the style has fewer attributes, so that no NULL lets a variant be made twice.
        migrationBuilder.CreateTable("Variants", schema: Schema, columns: table => new
        {
            ProductId = Long(table),
            StyleId = Long(table),
            Value1 = Int(table),
            Value2 = Int(table),
            Value3 = Int(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_Variants", row => row.ProductId);
            table.ForeignKey("FK_Variants_Products", row => row.ProductId, "Products", "ProductId", Schema);
            table.ForeignKey("FK_Variants_Styles", row => row.StyleId, "Styles", "StyleId", Schema);
        });
        migrationBuilder.CreateIndex("UX_Variants_Values", "Variants", ["StyleId", "Value1", "Value2", "Value3"], schema: Schema, unique: true);

        // One of CategoryId and ProductId is 0; both are for what a store lists that no other rule speaks of.
        migrationBuilder.CreateTable("AssortmentRules", schema: Schema, columns: table => new
        {
            StoreId = Long(table),
            CategoryId = Long(table),
            ProductId = Long(table),
            Listed = Flag(table),
            SetByName = Text(table, 100),
            SetAt = Time(table),
        }, constraints: table => table.PrimaryKey("PK_AssortmentRules", row => new { row.StoreId, row.ProductId, row.CategoryId }));
        migrationBuilder.CreateIndex("IX_AssortmentRules_Product", "AssortmentRules", ["ProductId", "StoreId"], schema: Schema);
    }
}
