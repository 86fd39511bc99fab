using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Chain;

[DbContext(typeof(StoreContext))]
[Migration("202611210010_Chain_Create")]
public sealed class Chain_Create : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("chain");

        migrationBuilder.CreateTable("Stores", schema: "chain", columns: table => new
        {
            StoreId = Long(table),
            Code = Text(table, 20),
            Name = Text(table, 100),
            TimeZone = Text(table, 60),
            DayEndsMinutes = Int(table),
            Currency = Text(table, 3),
            PricesIncludeTax = Flag(table),
            AllowNegativeStock = Flag(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_Stores", row => row.StoreId));
        migrationBuilder.CreateIndex("UX_Stores_Code", "Stores", "Code", schema: "chain", unique: true);
    }
}
