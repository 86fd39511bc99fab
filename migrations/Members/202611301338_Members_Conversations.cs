using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>
/// Feedback goes on as a conversation, with prepared answers. What members have been answered becomes the first message; what staff noted of their own while it was in hand, or when they
/// closed it, was never shown to members and stays a note.
/// </summary>
[DbContext(typeof(StoreContext))]
[Migration("202611301338_Members_Conversations")]
public sealed class Members_Conversations : StoreMigration
{
    private const string Schema = "members";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var count in new[] { "Messages", "StaffUnread", "MemberUnread" })
            migrationBuilder.AddColumn<int>(count, "Feedback", schema: Schema, nullable: false, defaultValue: 0);
        migrationBuilder.CreateIndex("IX_Feedback_Unread", "Feedback", ["StoreId", "FeedbackId"], schema: Schema, filter: "StaffUnread > 0");

        migrationBuilder.CreateTable("FeedbackMessages", schema: Schema, columns: table => new
        {
            FeedbackId = Long(table),
            MessageNo = Int(table),
            MessageUuid = Text(table, 36, nullable: true),
            Author = Text(table, 10),
            WrittenBy = Long(table, nullable: true),
            AuthorName = Text(table, 100),
            ReplyId = Long(table, nullable: true),
            Body = Text(table, 1000),
            SentAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_FeedbackMessages", row => new { row.FeedbackId, row.MessageNo });
            table.ForeignKey("FK_FeedbackMessages_Feedback", row => row.FeedbackId, "Feedback", "FeedbackId", Schema);
        });
        migrationBuilder.CreateIndex("UX_FeedbackMessages_Uuid", "FeedbackMessages", ["FeedbackId", "MessageUuid"], schema: Schema, unique: true, filter: "MessageUuid IS NOT NULL");
        migrationBuilder.Sql($"""
            INSERT INTO {Named("FeedbackMessages")} (FeedbackId, MessageNo, Author, AuthorName, Body, SentAt)
            SELECT FeedbackId, 1, 'Staff', AnsweredByName, Answer, COALESCE(AnsweredAt, SaidAt) FROM {Named("Feedback")} WHERE State = 'Answered' AND Answer <> ''
            """);
        migrationBuilder.Sql($"UPDATE {Named("Feedback")} SET Messages = 1 WHERE State = 'Answered' AND Answer <> ''");

        migrationBuilder.CreateTable("QuickReplies", schema: Schema, columns: table => new
        {
            ReplyId = Long(table),
            Title = Text(table, 60),
            Body = Text(table, 1000),
            Keywords = Text(table, 1000),
            AnswersBySelf = Flag(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_QuickReplies", row => row.ReplyId));
        migrationBuilder.CreateIndex("UX_QuickReplies_Title", "QuickReplies", "Title", schema: Schema, unique: true);
    }

    private string Named(string table) => ForSqlServer ? $"{Schema}.{table}" : table;
}
