using Dapper;
using Microsoft.Data.Sqlite;
using Store.Kernel.Database;
using Store.Migrations;

namespace Store.Tests.Members;

/// <summary>Members of a shop that an earlier version served, brought up to this one.</summary>
public sealed class OlderMembersTests(OlderMembersTests.Shop shop) : IClassFixture<OlderMembersTests.Shop>
{
    [Fact]
    public async Task What_a_member_was_answered_becomes_the_first_message_and_a_note_of_staff_does_not()
    {
        Assert.Equal([(1L, 1L, "Staff", "店长", "已加开收银台", "2026-11-21 09:00:00")], await shop.Rows<(long, long, string, string, string, string)>(
            "SELECT FeedbackId, MessageNo, Author, AuthorName, Body, SentAt FROM FeedbackMessages"));
        Assert.Equal([(1L, 1L, "已加开收银台"), (2L, 0L, "常客，难缠"), (3L, 0L, "不必回")], await shop.Rows<(long, long, string)>("SELECT FeedbackId, Messages, Answer FROM Feedback ORDER BY FeedbackId"));
    }

    [Fact]
    public async Task Sales_of_files_that_were_merged_are_those_of_the_file_that_goes_on() =>
        Assert.Equal([(7L, 9L), (8L, 9L)], await shop.Rows<(long, long)>("SELECT FileId, MemberId FROM MergedFiles ORDER BY FileId"));

    public sealed class Shop : IAsyncLifetime
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("store-members-");

        private string ConnectionString => $"Data Source={Path.Combine(folder.FullName, "store.db")};Pooling=False";

        public async Task InitializeAsync()
        {
            await OlderDatabase.Make(ConnectionString, "202611230905_Members_ContactLog");
            await using var connection = new SqliteConnection(ConnectionString);
            await connection.ExecuteAsync("""
                INSERT INTO Feedback (FeedbackId, MemberId, StoreId, Kind, Body, State, Answer, SaidAt, TakenByName, AnsweredAt, AnsweredByName, Version)
                VALUES (1, 7, 1, 'Complaint', '太慢', 'Answered', '已加开收银台', '2026-11-21 08:00:00', '', '2026-11-21 09:00:00', '店长', 2),
                       (2, 7, 1, 'Complaint', '太吵', 'InHand', '常客，难缠', '2026-11-21 08:00:00', '', '2026-11-21 09:00:00', '店长', 2),
                       (3, 7, 1, 'Praise', '很好', 'Closed', '不必回', '2026-11-21 08:00:00', '', '2026-11-21 09:00:00', '店长', 2)
                """);
            await connection.ExecuteAsync("""
                INSERT INTO Members (MemberId, Number, Name, State, HomeStoreId, CreatedAt, MergedIntoId, Version)
                VALUES (7, 'M7', '', 'Merged', 1, '2026-11-20 08:00:00', 9, 2), (8, 'M8', '', 'Merged', 1, '2026-11-20 08:00:00', 9, 2), (9, 'M9', '王', 'Active', 1, '2026-11-20 08:00:00', NULL, 3)
                """);
            await Schema.Migrate(new DatabaseOptions(Engine.Sqlite, ConnectionString, ConnectionString), CancellationToken.None);
        }

        public async Task<IEnumerable<T>> Rows<T>(string sql)
        {
            await using var connection = new SqliteConnection(ConnectionString);
            return await connection.QueryAsync<T>(sql);
        }

        public Task DisposeAsync()
        {
            folder.Delete(recursive: true);
            return Task.CompletedTask;
        }
    }
}
