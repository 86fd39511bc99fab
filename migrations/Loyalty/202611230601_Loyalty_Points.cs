using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Loyalty;

/// <summary>Points: the chain's program with its rules, the ledger with a balance beside it, gifts, and what earns points besides buying.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230601_Loyalty_Points")]
public sealed class Loyalty_Points : StoreMigration
{
    private const string Schema = "loyalty";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(Schema);
        Program(migrationBuilder);
        Ledger(migrationBuilder);
        Gifts(migrationBuilder);
        Activities(migrationBuilder);
    }

    /// <summary>Definitions are read whole or not at all. Changes counts up with each change of program or rules, so that each host knows by one row whether its memory still holds.</summary>
    private void Program(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PointsPrograms", schema: Schema, columns: table => new
        {
            ProgramId = Int(table),
            Changes = Long(table),
            Definition = LongText(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_PointsPrograms", row => row.ProgramId));
        migrationBuilder.InsertData("PointsPrograms", ["ProgramId", "Changes", "Definition", "Version"], ["int", "bigint", "nvarchar(max)", "int"], [1, 0L, "", 1], schema: Schema);

        migrationBuilder.CreateTable("PointsRules", schema: Schema, columns: table => new
        {
            RuleId = Long(table),
            Name = Text(table, 100),
            State = Text(table, 10),
            Definition = LongText(table),
            CreatedAt = Time(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_PointsRules", row => row.RuleId));
    }

    /// <summary>An entry that brought points is a lot as well: Remaining is what is left of it, DueAt when it vests or expires next. Nothing else of an entry ever changes.</summary>
    private void Ledger(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PointsAccounts", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            Balance = Long(table),
            Pending = Long(table),
        }, constraints: table => table.PrimaryKey("PK_PointsAccounts", row => row.MemberId));

        migrationBuilder.CreateTable("PointsEntries", schema: Schema, columns: table => new
        {
            EntryId = Long(table),
            MemberId = Long(table),
            Kind = Text(table, 20),
            Points = Long(table),
            BalanceAfter = Long(table),
            Remaining = Long(table),
            Vested = Flag(table),
            VestsAt = Time(table, nullable: true),
            ExpiresAt = Time(table, nullable: true),
            DueAt = Time(table, nullable: true),
            StoreId = Long(table),
            SaleId = Long(table, nullable: true),
            OriginalSaleId = Long(table, nullable: true),
            AmountMinor = Long(table),
            BusinessDate = Date(table),
            OccurredAt = Time(table),
            Reason = Text(table, 200),
            OtherMemberId = Long(table, nullable: true),
            UserName = Text(table, 100),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PointsEntries", row => row.EntryId);
            table.ForeignKey("FK_PointsEntries_PointsAccounts", row => row.MemberId, "PointsAccounts", "MemberId", Schema);
        });
        migrationBuilder.CreateIndex("IX_PointsEntries_Member", "PointsEntries", ["MemberId", "EntryId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_PointsEntries_Lots", "PointsEntries", ["MemberId", "Remaining"], schema: Schema);
        migrationBuilder.CreateIndex("IX_PointsEntries_Due", "PointsEntries", ["DueAt", "EntryId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_PointsEntries_Sale", "PointsEntries", ["SaleId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_PointsEntries_OriginalSale", "PointsEntries", ["OriginalSaleId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_PointsEntries_Date", "PointsEntries", ["BusinessDate", "Points"], schema: Schema);

        migrationBuilder.CreateTable("TicketLinePoints", schema: Schema, columns: table => new
        {
            SaleId = Long(table),
            LineNumber = Int(table),
            MemberId = Long(table),
            QuantityMilli = Long(table),
            Earned = Long(table),
            Used = Long(table),
            OriginalSaleId = Long(table, nullable: true),
            OriginalLineNumber = Int(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_TicketLinePoints", row => new { row.SaleId, row.LineNumber }));
        migrationBuilder.CreateIndex("IX_TicketLinePoints_Original", "TicketLinePoints", ["OriginalSaleId", "OriginalLineNumber"], schema: Schema);
        migrationBuilder.CreateIndex("IX_TicketLinePoints_Member", "TicketLinePoints", ["MemberId"], schema: Schema);
    }

    private void Gifts(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("PointsGifts", schema: Schema, columns: table => new
    {
        GiftId = Long(table),
        ProductId = Long(table),
        Name = Text(table, 100),
        Points = Long(table),
        Active = Flag(table),
        Version = Int(table),
    }, constraints: table => table.PrimaryKey("PK_PointsGifts", row => row.GiftId));

    private void Activities(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PointsActivityTypes", schema: Schema, columns: table => new
        {
            ActivityTypeId = Long(table),
            Name = Text(table, 100),
            Points = Long(table),
            NeedsApproval = Flag(table),
            Active = Flag(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_PointsActivityTypes", row => row.ActivityTypeId));

        migrationBuilder.CreateTable("PointsActivities", schema: Schema, columns: table => new
        {
            ActivityId = Long(table),
            ActivityTypeId = Long(table),
            MemberId = Long(table),
            StoreId = Long(table),
            Points = Long(table),
            State = Text(table, 10),
            Note = Text(table, 200),
            RecordedById = Long(table),
            RecordedByName = Text(table, 100),
            RecordedAt = Time(table),
            DecidedByName = Text(table, 100, nullable: true),
            DecidedAt = Time(table, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_PointsActivities", row => row.ActivityId);
            table.ForeignKey("FK_PointsActivities_Types", row => row.ActivityTypeId, "PointsActivityTypes", "ActivityTypeId", Schema);
        });
        migrationBuilder.CreateIndex("IX_PointsActivities_State", "PointsActivities", ["State", "ActivityId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_PointsActivities_Member", "PointsActivities", ["MemberId"], schema: Schema);
    }
}
