using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Coupons: kinds, what was issued, and the ledger of their uses with its counters.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230801_Loyalty_Coupons")]
public sealed class Loyalty_Coupons : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(Schema);

        migrationBuilder.CreateTable("CouponTemplates", schema: Schema, columns: table => new
        {
            TemplateId = Long(table),
            Name = Text(table, 100),
            Word = Text(table, 60),
            FromDate = Date(table, nullable: true),
            ToDate = Date(table, nullable: true),
            DaysValid = Int(table, nullable: true),
            UsesPerCode = Int(table),
            UsesPerMember = Int(table, nullable: true),
            UsesAtMost = Long(table, nullable: true),
            GivesBack = Flag(table),
            IssueOn = Text(table, 20),
            IssueOverMinor = Long(table),
            OnReceipt = Flag(table),
            Active = Flag(table),
            Used = Long(table),
            CreatedAt = Time(table),
            CreatedByName = Text(table, 100),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_CouponTemplates", row => row.TemplateId));
        migrationBuilder.CreateIndex("IX_CouponTemplates_Word", "CouponTemplates", ["Word", "TemplateId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_CouponTemplates_IssueOn", "CouponTemplates", ["IssueOn", "Active", "TemplateId"], schema: Schema);

        // What makes a coupon one of a kind is its source: the same run, or the same event, gives it to the same member once.
        migrationBuilder.CreateTable("Coupons", schema: Schema, columns: table => new
        {
            CouponId = Long(table),
            TemplateId = Long(table),
            Code = Text(table, 60),
            MemberId = Long(table, nullable: true),
            State = Text(table, 10),
            Uses = Long(table),
            UsesAtMost = Long(table, nullable: true),
            ValidFrom = Date(table, nullable: true),
            ValidTo = Date(table, nullable: true),
            Source = Text(table, 80),
            SaleId = Long(table, nullable: true),
            IssuedAt = Time(table),
            IssuedByName = Text(table, 100),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_Coupons", row => row.CouponId);
            table.ForeignKey("FK_Coupons_CouponTemplates", row => row.TemplateId, "CouponTemplates", "TemplateId", Schema);
        });
        migrationBuilder.CreateIndex("UX_Coupons_Code", "Coupons", "Code", schema: Schema, unique: true);
        migrationBuilder.CreateIndex("UX_Coupons_Source", "Coupons", ["TemplateId", "Source"], schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_Coupons_Template", "Coupons", ["TemplateId", "CouponId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_Coupons_Member", "Coupons", ["MemberId", "CouponId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_Coupons_Sale", "Coupons", ["SaleId", "CouponId"], schema: Schema);

        // Uses is 1, or -1 for a coupon that is given back; both amounts then are those of the use, below zero.
        migrationBuilder.CreateTable("CouponUses", schema: Schema, columns: table => new
        {
            CouponUseId = Long(table),
            CouponId = Long(table),
            TemplateId = Long(table),
            MemberId = Long(table, nullable: true),
            StoreId = Long(table),
            SaleId = Long(table),
            OfUseId = Long(table, nullable: true),
            BusinessDate = Date(table),
            OccurredAt = Time(table),
            Uses = Int(table),
            DiscountMinor = Long(table),
            TotalMinor = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_CouponUses", row => row.CouponUseId);
            table.ForeignKey("FK_CouponUses_Coupons", row => row.CouponId, "Coupons", "CouponId", Schema);
        });
        migrationBuilder.CreateIndex("IX_CouponUses_Sale", "CouponUses", ["SaleId", "CouponId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_CouponUses_Coupon", "CouponUses", ["CouponId", "CouponUseId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_CouponUses_Template", "CouponUses", ["TemplateId", "BusinessDate", "StoreId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_CouponUses_Member", "CouponUses", ["MemberId", "TemplateId"], schema: Schema);

        migrationBuilder.CreateTable("CouponMembers", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            TemplateId = Long(table),
            Uses = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_CouponMembers", row => new { row.MemberId, row.TemplateId });
            table.ForeignKey("FK_CouponMembers_CouponTemplates", row => row.TemplateId, "CouponTemplates", "TemplateId", Schema);
        });

        // How much of a sale with coupons has come back: with the last piece its coupons are given back.
        migrationBuilder.CreateTable("CouponSales", schema: Schema, columns: table => new
        {
            SaleId = Long(table),
            QuantityMilli = Long(table),
            ReturnedMilli = Long(table),
        }, constraints: table => table.PrimaryKey("PK_CouponSales", row => row.SaleId));
    }
}
