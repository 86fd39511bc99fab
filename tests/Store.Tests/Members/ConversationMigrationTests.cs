using Dapper;
using Microsoft.Data.Sqlite;
using Store.Kernel.Database;
using Store.Migrations;

namespace Store.Tests.Members;

/// <summary>Feedback that was answered before there were conversations.</summary>
public sealed class ConversationMigrationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("store-conversations-");

    private string ConnectionString => $"Data Source={Path.Combine(folder.FullName, "store.db")};Pooling=False";

    [Fact]
    public async Task What_a_member_was_answered_becomes_the_first_message_and_a_note_of_staff_does_not()
    {
        await OlderDatabase.Make(ConnectionString, "202611230905_Members_ContactLog");
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.ExecuteAsync("""
            INSERT INTO Feedback (FeedbackId, MemberId, StoreId, Kind, Body, State, Answer, SaidAt, TakenByName, AnsweredAt, AnsweredByName, Version)
            VALUES (1, 7, 1, 'Complaint', '太慢', 'Answered', '已加开收银台', '2026-11-21 08:00:00', '', '2026-11-21 09:00:00', '店长', 2),
                   (2, 7, 1, 'Complaint', '太吵', 'InHand', '常客，难缠', '2026-11-21 08:00:00', '', '2026-11-21 09:00:00', '店长', 2),
                   (3, 7, 1, 'Praise', '很好', 'Closed', '不必回', '2026-11-21 08:00:00', '', '2026-11-21 09:00:00', '店长', 2)
            """);

        await Schema.Migrate(new DatabaseOptions(Engine.Sqlite, ConnectionString, ConnectionString), CancellationToken.None);

        Assert.Equal([(1L, 1L, "Staff", "店长", "已加开收银台", "2026-11-21 09:00:00")], await connection.QueryAsync<(long, long, string, string, string, string)>(
            "SELECT FeedbackId, MessageNo, Author, AuthorName, Body, SentAt FROM FeedbackMessages"));
        Assert.Equal([(1L, 1L, "已加开收银台"), (2L, 0L, "常客，难缠"), (3L, 0L, "不必回")], await connection.QueryAsync<(long, long, string)>("SELECT FeedbackId, Messages, Answer FROM Feedback ORDER BY FeedbackId"));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
