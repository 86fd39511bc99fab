using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Kernel;

[DbContext(typeof(StoreContext))]
[Migration("202611230501_Kernel_KeyRings")]
public sealed class Kernel_KeyRings : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("KeyRings", schema: "kernel", columns: table => new
        {
            KeyRingId = Int(table),
            Fingerprint = Text(table, 40),
        }, constraints: table => table.PrimaryKey("PK_KeyRings", row => row.KeyRingId));
}
