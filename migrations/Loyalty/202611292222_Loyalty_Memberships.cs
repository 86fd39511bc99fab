using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Paid memberships: the plans on offer, the terms that members have bought of them, and the ledger that explains what is owed for each.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611292222_Loyalty_Memberships")]
public sealed class Loyalty_Memberships : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("MembershipSettings", schema: Schema, columns: table => new
        {
            SettingsId = Int(table),
            RemindDays = Int(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_MembershipSettings", row => row.SettingsId));
        migrationBuilder.InsertData("MembershipSettings", ["SettingsId", "RemindDays", "Version"], ["int", "int", "int"], [1, 14, 1], schema: Schema);

        migrationBuilder.CreateTable("Plans", schema: Schema, columns: table => new
        {
            PlanId = Long(table),
            Name = Text(table, 100),
            Active = Flag(table),
            ProductId = Long(table),
            LevelId = Long(table),
            Term = Int(table),
            TermUnit = Text(table, 10),
            RenewableEarly = Flag(table),
            RefundDays = Int(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_Plans", row => row.PlanId));
        migrationBuilder.CreateIndex("UX_Plans_Product", "Plans", "ProductId", schema: Schema, unique: true);
        migrationBuilder.CreateTable("PlanUpgrades", schema: Schema, columns: table => new
        {
            PlanId = Long(table),
            ToPlanId = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PlanUpgrades", row => new { row.PlanId, row.ToPlanId });
            table.ForeignKey("FK_PlanUpgrades_Plans", row => row.PlanId, "Plans", "PlanId", Schema);
        });

        migrationBuilder.CreateTable("MembershipAccounts", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            PaidUntil = Date(table, nullable: true),
            OwedMinor = Long(table),
            Version = Long(table),
        }, constraints: table => table.PrimaryKey("PK_MembershipAccounts", row => row.MemberId));
        migrationBuilder.CreateIndex("IX_MembershipAccounts_End", "MembershipAccounts", ["PaidUntil", "MemberId"], schema: Schema);

        migrationBuilder.CreateTable("Memberships", schema: Schema, columns: table => new
        {
            MembershipId = Long(table),
            MemberId = Long(table),
            PlanId = Long(table),
            PlanName = Text(table, 100),
            LevelId = Long(table),
            StoreId = Long(table),
            SaleId = Long(table),
            LineNumber = Int(table),
            SoldBy = Long(table),
            BoughtOn = Date(table),
            RefundDays = Int(table),
            FromDate = Date(table),
            ToDate = Date(table),
            Days = Int(table),
            PaidMinor = Long(table),
            CreditMinor = Long(table),
            ValueMinor = Long(table),
            UpgradesId = Long(table, nullable: true),
            State = Text(table, 10),
            NextDueAt = Time(table, nullable: true),
            RemindedAt = Time(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_Memberships", row => row.MembershipId));
        migrationBuilder.CreateIndex("UX_Memberships_Line", "Memberships", ["SaleId", "LineNumber"], schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_Memberships_Member", "Memberships", ["MemberId", "State", "FromDate"], schema: Schema);
        migrationBuilder.CreateIndex("IX_Memberships_Due", "Memberships", ["NextDueAt", "MemberId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_Memberships_End", "Memberships", ["RemindedAt", "State", "ToDate"], schema: Schema);

        migrationBuilder.CreateTable("MembershipEntries", schema: Schema, columns: table => new
        {
            EntryId = Long(table),
            MembershipId = Long(table),
            StoreId = Long(table),
            Kind = Text(table, 20),
            AmountMinor = Long(table),
            SaleId = Long(table, nullable: true),
            UserName = Text(table, 100),
            BusinessDate = Date(table),
            OccurredAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_MembershipEntries", row => row.EntryId);
            table.ForeignKey("FK_MembershipEntries_Memberships", row => row.MembershipId, "Memberships", "MembershipId", Schema);
        });
        migrationBuilder.CreateIndex("IX_MembershipEntries_Membership", "MembershipEntries", ["MembershipId", "EntryId"], schema: Schema);
    }
}
