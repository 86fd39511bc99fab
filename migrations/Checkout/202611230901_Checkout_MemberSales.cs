using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>The sales of a member, newest first.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230901_Checkout_MemberSales")]
public sealed class Checkout_MemberSales : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("IX_Sales_Member", "Sales", ["MemberId", "SaleId"], schema: "checkout", filter: "MemberId IS NOT NULL");
}
