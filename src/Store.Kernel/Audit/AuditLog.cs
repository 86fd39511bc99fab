using System.Text.Json;
using System.Text.Json.Nodes;
using Store.Kernel.Access;
using Store.Kernel.Database;
using Store.Kernel.Identifiers;
using Store.Kernel.Time;
using Store.Kernel.Values;

namespace Store.Kernel.Audit;

/// <summary>
/// Who changed what, old and new value. Rows are only ever added, in the transaction of the change, and stay but for words about people who are forgotten. Secrets and personal data do not belong in the values.
/// </summary>
public sealed class AuditLog(Db db, Ids ids, Caller caller, TimeProvider clock)
{
    private const int SubjectsPerStatement = 500;

    /// <param name="action">What was done, as the permission names it: <c>catalog.change-price</c>.</param>
    /// <param name="subject">What it was done to, in words a person can look up: <c>product 6901234567892</c>.</param>
    /// <param name="storeId">The store it concerns; 0 for the whole chain.</param>
    /// <param name="old">The values before; null for something new.</param>
    /// <param name="now">The values after; null for something gone.</param>
    public Task Add(string action, string subject, long storeId, object? old, object? now, CancellationToken cancellationToken) => db.Execute("""
        INSERT INTO kernel.AuditEntries (AuditEntryId, OccurredAt, UserId, UserName, StoreId, Action, Subject, OldValue, NewValue)
        VALUES (@AuditEntryId, @OccurredAt, @UserId, @UserName, @storeId, @action, @subject, @OldValue, @NewValue)
        """, new
    {
        AuditEntryId = ids.Next(), OccurredAt = clock.UtcNow(), caller.UserId, UserName = caller.Name, storeId, action, subject,
        OldValue = Json(old), NewValue = Json(now),
    }, cancellationToken);

    /// <summary>Takes out what people wrote about these subjects in the days when reasons stood in the log too. What was done stays, and who did it.</summary>
    /// <param name="subjects">As they were given to <see cref="Add"/>.</param>
    /// <param name="storeId">The store it concerns; null for any.</param>
    /// <param name="holding">What the values hold besides, as they are stored; empty for whatever they hold.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ForgetWords(IEnumerable<string> subjects, long? storeId, string holding, CancellationToken cancellationToken)
    {
        foreach (var some in subjects.Chunk(SubjectsPerStatement))
        {
            var entries = await db.Query<Written>("""
                SELECT AuditEntryId, NewValue
                FROM   kernel.AuditEntries
                WHERE  Subject IN @some AND StoreId = COALESCE(@storeId, StoreId) AND NewValue LIKE @holding AND (NewValue LIKE '%"reason":%' OR NewValue LIKE '%"note":%')
                """, new { some, storeId, holding = $"%{holding}%" }, cancellationToken);
            foreach (var entry in entries)
            {
                var value = JsonNode.Parse(entry.NewValue)!.AsObject();
                value.Remove("reason");
                value.Remove("note");
                await db.Execute("""
                    UPDATE kernel.AuditEntries SET NewValue = @NewValue WHERE AuditEntryId = @AuditEntryId
                    """, new { entry.AuditEntryId, NewValue = Json(value) }, cancellationToken);
            }
        }
    }

    private static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value, ValueJson.Stored);

    private sealed record Written(long AuditEntryId, string NewValue);
}
