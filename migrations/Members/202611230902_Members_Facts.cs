using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>What members buy, counted from their sales: in all, by month, and by product.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230902_Members_Facts")]
public sealed class Members_Facts : StoreMigration
{
    private const string Schema = "members";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("MemberVisits", schema: Schema, columns: table => new
        {
            SaleId = Long(table),
            MemberId = Long(table),
        }, constraints: table => table.PrimaryKey("PK_MemberVisits", row => row.SaleId));
        migrationBuilder.CreateIndex("IX_MemberVisits_Member", "MemberVisits", ["MemberId", "SaleId"], schema: Schema);

        migrationBuilder.CreateTable("MemberFacts", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            Visits = Int(table),
            Returns = Int(table),
            SpentMinor = Long(table),
            GrowthMilli = Long(table),
            FirstVisit = Date(table, nullable: true),
            LastVisit = Date(table, nullable: true),
            YearVisits = Int(table),
            YearSpentMinor = Long(table),
            RecencyScore = Int(table),
            FrequencyScore = Int(table),
            MoneyScore = Int(table),
        }, constraints: table => table.PrimaryKey("PK_MemberFacts", row => row.MemberId));

        migrationBuilder.CreateTable("MemberMonths", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            Month = Int(table),
            Visits = Int(table),
            SpentMinor = Long(table),
            GrowthMilli = Long(table),
        }, constraints: table => table.PrimaryKey("PK_MemberMonths", row => new { row.MemberId, row.Month }));

        migrationBuilder.CreateTable("MemberGoods", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            ProductId = Long(table),
            CategoryId = Long(table, nullable: true),
            Times = Int(table),
            QuantityMilli = Long(table),
            SpentMinor = Long(table),
            LastBought = Date(table),
        }, constraints: table => table.PrimaryKey("PK_MemberGoods", row => new { row.MemberId, row.ProductId }));
        migrationBuilder.CreateIndex("IX_MemberGoods_Category", "MemberGoods", ["CategoryId", "MemberId", "Times"], schema: Schema);

        migrationBuilder.CreateTable("CareRuns", schema: Schema, columns: table => new
        {
            Task = Text(table, 20),
            RanAt = Time(table),
            Position = Long(table),
        }, constraints: table => table.PrimaryKey("PK_CareRuns", row => row.Task));
    }
}
