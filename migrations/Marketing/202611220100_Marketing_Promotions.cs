using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Marketing;

[DbContext(typeof(StoreContext))]
[Migration("202611220100_Marketing_Promotions")]
public sealed class Marketing_Promotions : StoreMigration
{
    private const string Schema = "marketing";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(Schema);

        // The definition is read whole or not at all; what lists look for stands in columns as well.
        migrationBuilder.CreateTable("Promotions", schema: Schema, columns: table => new
        {
            PromotionId = Long(table),
            Name = Text(table, 100),
            Kind = Text(table, 20),
            State = Text(table, 10),
            Stacking = Text(table, 10),
            Priority = Int(table),
            FromLocal = Time(table),
            ToLocal = Time(table, nullable: true),
            WholeChain = Flag(table),
            Definition = LongText(table),
            CreatedByName = Text(table, 100),
            CreatedAt = Time(table),
            ChangedAt = Time(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_Promotions", row => row.PromotionId));
        migrationBuilder.CreateIndex("IX_Promotions_State", "Promotions", ["State", "PromotionId"], schema: Schema);

        migrationBuilder.CreateTable("PromotionStores", schema: Schema, columns: table => new
        {
            PromotionId = Long(table),
            StoreId = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PromotionStores", row => new { row.PromotionId, row.StoreId });
            table.ForeignKey("FK_PromotionStores_Promotions", row => row.PromotionId, "Promotions", "PromotionId", Schema);
        });
        migrationBuilder.CreateIndex("IX_PromotionStores_Store", "PromotionStores", ["StoreId", "PromotionId"], schema: Schema);

        // Counted up with every change of what is live, so that each host knows by one row whether what it has in memory still holds.
        migrationBuilder.CreateTable("PromotionChanges", schema: Schema, columns: table => new
        {
            CounterId = Int(table),
            Changes = Long(table),
        }, constraints: table => table.PrimaryKey("PK_PromotionChanges", row => row.CounterId));
        migrationBuilder.InsertData("PromotionChanges", ["CounterId", "Changes"], ["int", "bigint"], [1, 0L], schema: Schema);
    }
}
