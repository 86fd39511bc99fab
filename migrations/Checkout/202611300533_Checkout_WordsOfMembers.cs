using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>What orders and parked sales keep of a member is found when the member asks for it, or wishes it gone.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300533_Checkout_WordsOfMembers")]
public sealed class Checkout_WordsOfMembers : StoreMigration
{
    private const string Schema = "checkout";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_Orders_Member", "Orders", ["MemberId", "OrderId"], schema: Schema, filter: "MemberId IS NOT NULL");
        migrationBuilder.AddColumn<long>("MemberId", "ParkedSales", schema: Schema, nullable: true);
        migrationBuilder.Sql(ForSqlServer
            ? "UPDATE [checkout].[ParkedSales] SET MemberId = TRY_CONVERT(bigint, JSON_VALUE(Basket, '$.memberId'))"
            : """UPDATE "ParkedSales" SET "MemberId" = json_extract("Basket", '$.memberId')""");
        migrationBuilder.CreateIndex("IX_ParkedSales_Member", "ParkedSales", ["MemberId", "ParkedSaleId"], schema: Schema, filter: "MemberId IS NOT NULL");
    }
}
