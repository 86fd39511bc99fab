using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>What a line was worth before discounts and why it costs less; goods that come back on the same ticket as others are sold.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611220090_Checkout_Tickets")]
public sealed class Checkout_Tickets : StoreMigration
{
    private const string Schema = "checkout";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddToSales(migrationBuilder);
        AddToLines(migrationBuilder);

        migrationBuilder.CreateTable("SaleDiscounts", schema: Schema, columns: table => new
        {
            SaleId = Long(table),
            LineNumber = Int(table),
            DiscountNumber = Int(table),
            Kind = Text(table, 30),
            PromotionId = Long(table, nullable: true),
            Name = Text(table, 100),
            DealGroup = Int(table),
            AmountMinor = Long(table),
            Reason = Text(table, 200, nullable: true),
            ApproverId = Long(table, nullable: true),
            ApproverName = Text(table, 100, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_SaleDiscounts", row => new { row.SaleId, row.LineNumber, row.DiscountNumber }));
        migrationBuilder.CreateIndex("IX_SaleDiscounts_Promotion", "SaleDiscounts", ["PromotionId", "SaleId"], schema: Schema, filter: "PromotionId IS NOT NULL");

        // A refund names the sale whose money it gives back: one ticket may hold refunds of several sales and pay for new goods besides.
        migrationBuilder.AddColumn<long>("RefundsSaleId", "Payments", schema: Schema, nullable: true);
        migrationBuilder.Sql($"""
            UPDATE {Table("Payments")}
            SET    RefundsSaleId = (SELECT s.OriginalSaleId FROM {Table("Sales")} s WHERE s.SaleId = {Table("Payments")}.SaleId)
            WHERE  SaleId IN (SELECT s.SaleId FROM {Table("Sales")} s WHERE s.OriginalSaleId IS NOT NULL)
            """);
        migrationBuilder.CreateIndex("IX_Payments_Refunds", "Payments", ["RefundsSaleId", "Tender"], schema: Schema, filter: "RefundsSaleId IS NOT NULL");
    }

    private void AddToSales(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("DiscountMinor", "Sales", schema: Schema, nullable: false, defaultValue: 0L);
        AddText(migrationBuilder, "ExemptionNumber", "Sales", 40);
        AddText(migrationBuilder, "ExemptionReason", "Sales", 200);
        AddText(migrationBuilder, "IdentityHint", "Sales", 20);
    }

    private void AddToLines(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("FactorMilli", "SaleLines", schema: Schema, nullable: false, defaultValue: 1000L);
        migrationBuilder.AddColumn<long>("ListPriceMinor", "SaleLines", schema: Schema, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("GrossMinor", "SaleLines", schema: Schema, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("DiscountMinor", "SaleLines", schema: Schema, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("ExemptTaxMinor", "SaleLines", schema: Schema, nullable: false, defaultValue: 0L);
        AddText(migrationBuilder, "PriceSource", "SaleLines", 20);
        AddText(migrationBuilder, "PriceSourceName", "SaleLines", 100);
        migrationBuilder.AddColumn<long>("PriceBeforeMinor", "SaleLines", schema: Schema, nullable: true);
        AddText(migrationBuilder, "PriceReason", "SaleLines", 200);
        migrationBuilder.AddColumn<long>("PriceApproverId", "SaleLines", schema: Schema, nullable: true);
        AddText(migrationBuilder, "PriceApproverName", "SaleLines", 100);
        migrationBuilder.AddColumn<long>("SellerId", "SaleLines", schema: Schema, nullable: true);
        AddText(migrationBuilder, "SellerName", "SaleLines", 100);
        AddText(migrationBuilder, "SerialNumber", "SaleLines", 60);
        AddText(migrationBuilder, "BatchNumber", "SaleLines", 60);
        migrationBuilder.AddColumn<int>("KitLine", "SaleLines", schema: Schema, nullable: true);
        AddText(migrationBuilder, "KitName", "SaleLines", 200);
        migrationBuilder.AddColumn<int>("LinkedToLine", "SaleLines", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("OriginalSaleId", "SaleLines", schema: Schema, nullable: true);
        migrationBuilder.Sql($"""
            UPDATE {Table("SaleLines")}
            SET    ListPriceMinor = UnitPriceMinor, GrossMinor = TotalMinor,
                   OriginalSaleId = (SELECT s.OriginalSaleId FROM {Table("Sales")} s WHERE s.SaleId = {Table("SaleLines")}.SaleId)
            """);
        migrationBuilder.CreateIndex("IX_SaleLines_Original", "SaleLines", ["OriginalSaleId", "OriginalLineNumber"], schema: Schema, filter: "OriginalSaleId IS NOT NULL");
    }

    private void AddText(MigrationBuilder migrationBuilder, string column, string table, int length) =>
        migrationBuilder.AddColumn<string>(column, table, maxLength: length, schema: Schema, nullable: true, collation: ForSqlServer ? CodePointOrder : null);

    private string Table(string name) => ForSqlServer ? $"{Schema}.{name}" : name;
}
