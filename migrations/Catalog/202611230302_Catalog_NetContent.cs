using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

/// <summary>What a pack holds, so that its label can say what 100 g or a litre of it costs.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230302_Catalog_NetContent")]
public sealed class Catalog_NetContent : StoreMigration
{
    private const string Schema = "catalog";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var order = ForSqlServer ? CodePointOrder : null;
        migrationBuilder.AddColumn<long>("ContentMilli", "Products", schema: Schema, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<string>("ContentUnit", "Products", schema: Schema, maxLength: 5, nullable: false, defaultValue: "", collation: order);

        // What the price on the label is given for: 100g, kg, 100ml, l or piece.
        migrationBuilder.AddColumn<string>("ContentPer", "Products", schema: Schema, maxLength: 5, nullable: false, defaultValue: "", collation: order);
    }
}
