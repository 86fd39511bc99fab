using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Points of later days are found by their numbers, which are in the order of time: no index of days that each sale writes into.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611300925_Loyalty_PointsByNumber")]
public sealed class Loyalty_PointsByNumber : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_PointsEntries_Date", "PointsEntries", schema: "loyalty");
}
