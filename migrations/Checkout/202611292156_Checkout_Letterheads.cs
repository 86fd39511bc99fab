using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>Logo, header and footer of a store's receipts.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611292156_Checkout_Letterheads")]
public sealed class Checkout_Letterheads : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("Letterheads", schema: "checkout", columns: table => new
    {
        StoreId = Long(table),
        Header = Text(table, 400, nullable: true),
        Footer = Text(table, 400, nullable: true),
        Logo = table.Column<byte[]>(nullable: true),
        Version = Long(table),
    }, constraints: table => table.PrimaryKey("PK_Letterheads", row => row.StoreId));
}
