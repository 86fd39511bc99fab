using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Finance;

/// <summary>What visits on passes earn when they are made, or expire.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611292203_Finance_PassRevenue")]
public sealed class Finance_PassRevenue : StoreMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.InsertData(
        "Accounts", ["AccountCode", "Name", "Kind"], ["nvarchar(10)", "nvarchar(100)", "nvarchar(20)"], ["6041", "Visits on passes", "Revenue"], schema: "finance");
}
