using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Stored value of members, gift cards and visit passes: a balance each, and the ledger that explains it. A hold stands on the balance row itself, so that one UPDATE sees both.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230701_Loyalty_Value")]
public sealed class Loyalty_Value : StoreMigration
{
    private const string Schema = "loyalty";
    private const int IndexLength = 24;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(Schema);
        Rules(migrationBuilder);
        Members(migrationBuilder);
        Cards(migrationBuilder);
        Passes(migrationBuilder);
    }

    private void Rules(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ValueSettings", schema: Schema, columns: table => new
        {
            SettingsId = Int(table),
            SpendOrder = Text(table, 20),
            PinAboveMinor = Long(table, nullable: true),
            HoldMinutes = Int(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_ValueSettings", row => row.SettingsId));
        migrationBuilder.InsertData(
            "ValueSettings", ["SettingsId", "SpendOrder", "HoldMinutes", "Version"], ["int", "nvarchar(20)", "int", "int"], [1, "PrincipalFirst", 10, 1], schema: Schema);

        migrationBuilder.CreateTable("ValueProducts", schema: Schema, columns: table => new
        {
            ProductId = Long(table),
            Kind = Text(table, 20),
            Name = Text(table, 100),
            Uses = Int(table),
            ValidDays = Int(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_ValueProducts", row => row.ProductId));

        migrationBuilder.CreateTable("TopUpRules", schema: Schema, columns: table => new
        {
            RuleId = Long(table),
            Name = Text(table, 100),
            Active = Flag(table),
            PaidAtLeastMinor = Long(table),
            BonusMinor = Long(table),
            BonusPoints = Long(table),
            PassName = Text(table, 100),
            PassUses = Int(table),
            PassDays = Int(table, nullable: true),
            Instalments = Int(table),
            Every = Text(table, 10),
            FromDate = Date(table, nullable: true),
            ToDate = Date(table, nullable: true),
            WholeChain = Flag(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_TopUpRules", row => row.RuleId));
        migrationBuilder.CreateTable("TopUpRuleStores", schema: Schema, columns: table => new
        {
            RuleId = Long(table),
            StoreId = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_TopUpRuleStores", row => new { row.RuleId, row.StoreId });
            table.ForeignKey("FK_TopUpRuleStores_TopUpRules", row => row.RuleId, "TopUpRules", "RuleId", Schema);
        });
    }

    private void Members(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ValueBalances", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            PrincipalMinor = Long(table),
            BonusMinor = Long(table),
            HoldId = Long(table, nullable: true),
            HeldMinor = Long(table),
            HeldUntil = Time(table, nullable: true),
            HoldChecked = Flag(table),
            Version = Long(table),
        }, constraints: table => table.PrimaryKey("PK_ValueBalances", row => row.MemberId));
        migrationBuilder.CreateIndex("IX_ValueBalances_Hold", "ValueBalances", "HoldId", schema: Schema);

        migrationBuilder.CreateTable("ValueShares", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            IssuerStoreId = Long(table),
            PrincipalMinor = Long(table),
            BonusMinor = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_ValueShares", row => new { row.MemberId, row.IssuerStoreId });
            table.ForeignKey("FK_ValueShares_ValueBalances", row => row.MemberId, "ValueBalances", "MemberId", Schema);
        });

        migrationBuilder.CreateTable("ValueEntries", schema: Schema, columns: table => new
        {
            EntryId = Long(table),
            MemberId = Long(table),
            StoreId = Long(table),
            IssuerStoreId = Long(table),
            Kind = Text(table, 20),
            PrincipalMinor = Long(table),
            BonusMinor = Long(table),
            SaleId = Long(table, nullable: true),
            LineNumber = Int(table, nullable: true),
            RefundsSaleId = Long(table, nullable: true),
            BusinessDate = Date(table),
            OccurredAt = Time(table),
        }, constraints: table => table.PrimaryKey("PK_ValueEntries", row => row.EntryId));
        migrationBuilder.CreateIndex("IX_ValueEntries_Member", "ValueEntries", ["MemberId", "EntryId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_ValueEntries_Sale", "ValueEntries", ["SaleId", "MemberId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_ValueEntries_Refunds", "ValueEntries", ["RefundsSaleId", "MemberId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_ValueEntries_Day", "ValueEntries", ["BusinessDate", "StoreId", "IssuerStoreId"], schema: Schema);

        migrationBuilder.CreateTable("TopUps", schema: Schema, columns: table => new
        {
            TopUpId = Long(table),
            SaleId = Long(table),
            LineNumber = Int(table),
            MemberId = Long(table),
            StoreId = Long(table),
            PaidMinor = Long(table),
            ReturnedMinor = Long(table),
            BonusGivenMinor = Long(table),
            BonusTakenMinor = Long(table),
            BonusLeftMinor = Long(table),
            BonusPoints = Long(table),
            Instalments = Int(table),
            InstalmentsLeft = Int(table),
            Every = Text(table, 10),
            StartedAt = Time(table),
            NextDueAt = Time(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_TopUps", row => row.TopUpId));
        migrationBuilder.CreateIndex("UX_TopUps_Line", "TopUps", ["SaleId", "LineNumber"], schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_TopUps_Due", "TopUps", ["NextDueAt", "TopUpId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_TopUps_Member", "TopUps", ["MemberId", "TopUpId"], schema: Schema);

        migrationBuilder.CreateTable("ValuePins", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            PinHash = Text(table, 200),
            Failures = Int(table),
            LockedUntil = Time(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_ValuePins", row => row.MemberId));
    }

    private void Cards(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("GiftCardBatches", schema: Schema, columns: table => new
        {
            BatchId = Long(table),
            Name = Text(table, 100),
            Cards = Int(table),
            MadeAt = Time(table),
            MadeByName = Text(table, 100),
        }, constraints: table => table.PrimaryKey("PK_GiftCardBatches", row => row.BatchId));

        migrationBuilder.CreateTable("GiftCards", schema: Schema, columns: table => new
        {
            CardId = Long(table),
            BatchId = Long(table),
            CodeIndex = Text(table, IndexLength),
            CodeEnd = Text(table, 4),
            State = Text(table, 10),
            BalanceMinor = Long(table),
            IssuerStoreId = Long(table, nullable: true),
            ActivatedAt = Time(table, nullable: true),
            ExpiresAt = Time(table, nullable: true),
            HoldId = Long(table, nullable: true),
            HeldMinor = Long(table),
            HeldUntil = Time(table, nullable: true),
            Version = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_GiftCards", row => row.CardId);
            table.ForeignKey("FK_GiftCards_GiftCardBatches", row => row.BatchId, "GiftCardBatches", "BatchId", Schema);
        });
        migrationBuilder.CreateIndex("UX_GiftCards_Code", "GiftCards", "CodeIndex", schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_GiftCards_Batch", "GiftCards", ["BatchId", "CardId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_GiftCards_Hold", "GiftCards", "HoldId", schema: Schema);

        migrationBuilder.CreateTable("GiftCardEntries", schema: Schema, columns: table => new
        {
            EntryId = Long(table),
            CardId = Long(table),
            StoreId = Long(table),
            IssuerStoreId = Long(table),
            Kind = Text(table, 20),
            AmountMinor = Long(table),
            SaleId = Long(table),
            LineNumber = Int(table, nullable: true),
            RefundsSaleId = Long(table, nullable: true),
            BusinessDate = Date(table),
            OccurredAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_GiftCardEntries", row => row.EntryId);
            table.ForeignKey("FK_GiftCardEntries_GiftCards", row => row.CardId, "GiftCards", "CardId", Schema);
        });
        migrationBuilder.CreateIndex("IX_GiftCardEntries_Card", "GiftCardEntries", ["CardId", "EntryId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_GiftCardEntries_Sale", "GiftCardEntries", ["SaleId", "LineNumber"], schema: Schema);
        migrationBuilder.CreateIndex("IX_GiftCardEntries_Refunds", "GiftCardEntries", ["RefundsSaleId", "CardId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_GiftCardEntries_Day", "GiftCardEntries", ["BusinessDate", "StoreId", "IssuerStoreId"], schema: Schema);
    }

    private void Passes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Passes", schema: Schema, columns: table => new
        {
            PassId = Long(table),
            MemberId = Long(table),
            Name = Text(table, 100),
            Uses = Int(table),
            UsesLeft = Int(table),
            PaidMinor = Long(table),
            ValueMinor = Long(table),
            IssuerStoreId = Long(table),
            SaleId = Long(table),
            LineNumber = Int(table),
            BoughtAt = Time(table),
            ExpiresAt = Time(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_Passes", row => row.PassId));
        migrationBuilder.CreateIndex("UX_Passes_Line", "Passes", ["SaleId", "LineNumber"], schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_Passes_Member", "Passes", ["MemberId", "PassId"], schema: Schema);

        migrationBuilder.CreateTable("PassEntries", schema: Schema, columns: table => new
        {
            EntryId = Long(table),
            PassId = Long(table),
            StoreId = Long(table),
            IssuerStoreId = Long(table),
            Kind = Text(table, 20),
            Uses = Int(table),
            AmountMinor = Long(table),
            UndoesId = Long(table, nullable: true),
            UserName = Text(table, 100),
            BusinessDate = Date(table),
            OccurredAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PassEntries", row => row.EntryId);
            table.ForeignKey("FK_PassEntries_Passes", row => row.PassId, "Passes", "PassId", Schema);
        });
        migrationBuilder.CreateIndex("IX_PassEntries_Pass", "PassEntries", ["PassId", "EntryId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_PassEntries_Day", "PassEntries", ["BusinessDate", "StoreId", "IssuerStoreId"], schema: Schema);
    }
}
