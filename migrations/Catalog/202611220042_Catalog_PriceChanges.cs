using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

[DbContext(typeof(StoreContext))]
[Migration("202611220042_Catalog_PriceChanges")]
public sealed class Catalog_PriceChanges : StoreMigration
{
    private const string Schema = "catalog";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // The document that set a price, and the one that ended it; 0 without one.
        migrationBuilder.AddColumn<long>("ChangeId", "Prices", schema: Schema, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("EndedByChangeId", "Prices", schema: Schema, defaultValue: 0L);
        migrationBuilder.CreateIndex("IX_Prices_Change", "Prices", "ChangeId", schema: Schema);

        migrationBuilder.CreateTable("PriceChanges", schema: Schema, columns: table => new
        {
            ChangeId = Long(table),
            Number = Text(table, 20),
            State = Text(table, 10),
            Reason = Text(table, 200),
            ListId = Long(table),
            ReversesId = Long(table),
            FromLocal = Time(table, nullable: true),
            ToLocal = Time(table, nullable: true),
            MadeById = Long(table),
            MadeByName = Text(table, 100),
            MadeAt = Time(table),
            SubmittedById = Long(table),
            SubmittedByName = Text(table, 100),
            SubmittedAt = Time(table, nullable: true),
            DecidedByName = Text(table, 100),
            DecidedAt = Time(table, nullable: true),
            Note = Text(table, 200),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_PriceChanges", row => row.ChangeId));
        migrationBuilder.CreateIndex("UX_PriceChanges_Number", "PriceChanges", "Number", schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_PriceChanges_State", "PriceChanges", ["State", "ChangeId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_PriceChanges_Reverses", "PriceChanges", "ReversesId", schema: Schema);

        migrationBuilder.CreateTable("PriceChangeStores", schema: Schema, columns: table => new
        {
            ChangeId = Long(table),
            StoreId = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PriceChangeStores", row => new { row.ChangeId, row.StoreId });
            table.ForeignKey("FK_PriceChangeStores_Changes", row => row.ChangeId, "PriceChanges", "ChangeId", Schema);
        });

        migrationBuilder.CreateTable("PriceChangeLines", schema: Schema, columns: table => new
        {
            LineId = Long(table),
            ChangeId = Long(table),
            ProductId = Long(table),
            Unit = Text(table, 20),
            StoreId = Long(table),
            OldPriceMinor = Long(table, nullable: true),
            NewPriceMinor = Long(table, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PriceChangeLines", row => row.LineId);
            table.ForeignKey("FK_PriceChangeLines_Changes", row => row.ChangeId, "PriceChanges", "ChangeId", Schema);
        });
        migrationBuilder.CreateIndex("UX_PriceChangeLines_Product", "PriceChangeLines", ["ChangeId", "ProductId", "Unit", "StoreId"], schema: Schema, unique: true);
    }
}
