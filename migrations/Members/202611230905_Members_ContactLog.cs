using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>What was said with members, what is to be done about it, and what they think of the stores.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230905_Members_ContactLog")]
public sealed class Members_ContactLog : StoreMigration
{
    private const string Schema = "members";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ContactNotes", schema: Schema, columns: table => new
        {
            NoteId = Long(table),
            MemberId = Long(table),
            Channel = Text(table, 20),
            Body = Text(table, 1000),
            WrittenAt = Time(table),
            WrittenBy = Long(table),
            WrittenByName = Text(table, 100),
            RemindOn = Date(table, nullable: true),
            RemindUserId = Long(table, nullable: true),
            DoneAt = Time(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_ContactNotes", row => row.NoteId));
        migrationBuilder.CreateIndex("IX_ContactNotes_Member", "ContactNotes", ["MemberId", "NoteId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_ContactNotes_Reminder", "ContactNotes", ["RemindUserId", "RemindOn", "NoteId"], schema: Schema, filter: "RemindUserId IS NOT NULL");

        migrationBuilder.CreateTable("Feedback", schema: Schema, columns: table => new
        {
            FeedbackId = Long(table),
            MemberId = Long(table, nullable: true),
            StoreId = Long(table),
            Kind = Text(table, 20),
            Score = Int(table, nullable: true),
            Body = Text(table, 1000),
            State = Text(table, 10),
            Answer = Text(table, 1000),
            SaidAt = Time(table),
            TakenByName = Text(table, 100),
            AnsweredAt = Time(table, nullable: true),
            AnsweredByName = Text(table, 100),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_Feedback", row => row.FeedbackId));
        migrationBuilder.CreateIndex("IX_Feedback_State", "Feedback", ["State", "StoreId", "FeedbackId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_Feedback_Store", "Feedback", ["StoreId", "FeedbackId"], schema: Schema);
        migrationBuilder.CreateIndex("IX_Feedback_Member", "Feedback", ["MemberId", "FeedbackId"], schema: Schema, filter: "MemberId IS NOT NULL");
    }
}
