using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>How much change of a sale a member may have stored instead of paid out; null: none.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611292221_Loyalty_StoredChange")]
public sealed class Loyalty_StoredChange : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<long>("ChangeUpToMinor", "ValueSettings", schema: "loyalty", nullable: true);
}
